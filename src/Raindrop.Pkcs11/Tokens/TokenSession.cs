using System.Security.Cryptography;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using Raindrop.Credentials;
using Raindrop.Keys;

namespace Raindrop.Pkcs11.Tokens;

/// <summary>A session of the module, and the keys that were found in it.</summary>
internal sealed class TokenSession(ISession session, Pkcs11Options options) : ITokenSession
{
    private const int IdLength = 8;

    // As long as the code: some tokens take no shorter key for HMAC-SHA512.
    private const ulong NewKeyLength = 64;

    private readonly TokenKeys _keys = new(session, options.KeyLabel);

    public string FindCurrentKey()
    {
        if (options.CurrentKeyId is { } id) return id;
        var ids = _keys.All().Select(_keys.IdOf).ToList();
        return ids.Count switch
        {
            1 => ids[0],
            0 => throw new KeyProviderException(KeyProviderFailure.NotConfigured, $"The token has no key '{options.KeyLabel}': make one with 'raindrop pkcs11 create-key'."),
            _ => throw new KeyProviderException(KeyProviderFailure.NotConfigured, $"The token has {ids.Count} keys '{options.KeyLabel}': set {nameof(Pkcs11Options.CurrentKeyId)} to the id of the one that wraps ({string.Join(", ", ids.Take(10))})."),
        };
    }

    public Secret Authenticate(string keyId, byte[] message)
    {
        var key = _keys.Require(keyId);
        using var mechanism = Pkcs11Modules.Factories.MechanismFactory.Create(CKM.CKM_SHA512_HMAC);
        var code = session.Sign(mechanism, key, message);
        try
        {
            if (code.Length != SHA512.HashSizeInBytes) throw new KeyProviderException(KeyProviderFailure.NotConfigured, $"The token gives {code.Length} bytes where HMAC-SHA512 has {SHA512.HashSizeInBytes}.");
            return Secret.Copy(code);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(code);
        }
    }

    public IReadOnlyList<Pkcs11Key> ListKeys() => [.. _keys.All().Select(key => new Pkcs11Key { Id = _keys.IdOf(key), Flaw = _keys.FlawOf(key) })];

    public Pkcs11Key CreateKey()
    {
        var id = RandomNumberGenerator.GetBytes(IdLength);
        var attributes = Pkcs11Modules.Factories.ObjectAttributeFactory;
        using var mechanism = Pkcs11Modules.Factories.MechanismFactory.Create(CKM.CKM_GENERIC_SECRET_KEY_GEN);
        session.GenerateKey(mechanism,
        [
            attributes.Create(CKA.CKA_CLASS, CKO.CKO_SECRET_KEY),
            attributes.Create(CKA.CKA_KEY_TYPE, CKK.CKK_GENERIC_SECRET),
            attributes.Create(CKA.CKA_VALUE_LEN, NewKeyLength),
            attributes.Create(CKA.CKA_TOKEN, true),
            attributes.Create(CKA.CKA_PRIVATE, true),
            attributes.Create(CKA.CKA_SENSITIVE, true),
            attributes.Create(CKA.CKA_EXTRACTABLE, false),
            attributes.Create(CKA.CKA_SIGN, true),
            attributes.Create(CKA.CKA_VERIFY, false),
            attributes.Create(CKA.CKA_DERIVE, false),
            attributes.Create(CKA.CKA_LABEL, options.KeyLabel),
            attributes.Create(CKA.CKA_ID, id),
        ]);
        return ListKeys().Single(key => key.Id == TokenKeyId.ToText(id));
    }

    public void Dispose() => Close(session);

    public static void Close(ISession session)
    {
        try
        {
            session.Dispose();
        }
        catch (Exception e) when (e is Pkcs11Exception or ObjectDisposedException)
        {
            // It was lost already.
        }
    }
}
