using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Raindrop.TestServers.Guarding;

/// <summary>Reads JSON Web Tokens as CouchDB does that requires <c>exp</c> and an issuer and knows one key.</summary>
internal sealed class TokenRules : IDisposable
{
    private const string Scheme = "Bearer ";
    private readonly ECDsa _key = ECDsa.Create();
    private readonly Lock _verifying = new();
    private readonly string _issuer;
    private readonly string _keyId;

    public TokenRules(string issuer, string keyId, string publicKey)
    {
        (_issuer, _keyId) = (issuer, keyId);
        _key.ImportFromPem(publicKey);
    }

    /// <summary>Whom a header names; <see langword="null"/> where it proves nobody.</summary>
    public string? FindSubject(string authorization)
    {
        if (!authorization.StartsWith(Scheme, StringComparison.Ordinal)) return null;
        var parts = authorization[Scheme.Length..].Split('.');
        try
        {
            return parts is [var head, var payload, var signature] && IsSigned(head, payload, signature) ? ReadSubject(payload) : null;
        }
        catch (Exception e) when (e is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    public void Dispose() => _key.Dispose();

    private bool IsSigned(string head, string payload, string signature)
    {
        using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(head));
        if (json.RootElement.GetProperty("alg").GetString() != "ES256" || json.RootElement.GetProperty("kid").GetString() != _keyId) return false;
        lock (_verifying)
        {
            return _key.VerifyData(Encoding.ASCII.GetBytes($"{head}.{payload}"), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
    }

    private string? ReadSubject(string payload)
    {
        using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
        var claims = json.RootElement;
        var isGood = claims.GetProperty("iss").GetString() == _issuer && claims.GetProperty("exp").GetInt64() > TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        return isGood ? claims.GetProperty("sub").GetString() : null;
    }
}
