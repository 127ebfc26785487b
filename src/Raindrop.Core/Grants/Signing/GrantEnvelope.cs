using System.Buffers.Text;
using System.Text;

namespace Raindrop.Grants.Signing;

/// <summary>
/// The token of a grant: <c>raindrop-grant-1.key.payload.signature</c>, the last two in base 64 for URLs. The signature is ECDSA on P-256 with SHA-256 (FIPS 186-5)
/// over all before its dot. The first part names type, version and algorithm at once; there is no other, and nothing of a token chooses how it is verified.
/// </summary>
internal static class GrantEnvelope
{
    private const string Type = "raindrop-grant-1";

    /// <summary>R and S of 32 bytes each (IEEE P1363).</summary>
    private const int SignatureLength = 64;

    public static string Seal(Grant grant, string keyId, Func<byte[], byte[]> sign)
    {
        var text = $"{Type}.{keyId}.{Base64Url.EncodeToString(GrantPayload.Write(grant).Span)}";
        return $"{text}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(text)))}";
    }

    /// <summary>Takes a token apart, and verifies it before anything of the payload is read.</summary>
    /// <param name="token">The token.</param>
    /// <param name="keys">The public keys by id.</param>
    /// <param name="defect">What is wrong, where there is no grant.</param>
    public static Grant? Open(string token, IReadOnlyDictionary<string, GrantKey> keys, out GrantDefect defect)
    {
        defect = GrantDefect.Malformed;
        if (token.Length > GrantRules.MaxTokenLength || token.Split('.') is not [Type, var keyId, var payload, var signature]) return null;
        if (StrictBase64Url.TryDecode(payload) is not { } signed || StrictBase64Url.TryDecode(signature) is not { Length: SignatureLength } proof) return null;
        defect = GrantDefect.UnknownKey;
        if (!keys.TryGetValue(keyId, out var key)) return null;
        defect = GrantDefect.Signature;
        if (!key.Verify(Encoding.ASCII.GetBytes(token, 0, token.Length - signature.Length - 1), proof)) return null;
        defect = GrantDefect.Malformed;
        return GrantPayload.TryRead(signed);
    }
}
