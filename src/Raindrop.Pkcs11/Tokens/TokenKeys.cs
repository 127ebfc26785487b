using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using Raindrop.Keys;

namespace Raindrop.Pkcs11.Tokens;

/// <summary>Finds this host's keys in a session, and looks whether they can be trusted to stay in the token.</summary>
internal sealed class TokenKeys(ISession session, string label)
{
    /// <summary>256 bits.</summary>
    public const int LeastLength = 32;

    private readonly Dictionary<string, IObjectHandle> _found = new(StringComparer.Ordinal);

    public IReadOnlyList<IObjectHandle> All() => Find(Template());

    public string IdOf(IObjectHandle key) => session.GetAttributeValue(key, [CKA.CKA_ID])[0] switch
    {
        { CannotBeRead: false } id when id.GetValueAsByteArray() is { Length: >= 1 and <= TokenKeyId.MaxBytes } bytes => TokenKeyId.ToText(bytes),
        _ => throw new KeyProviderException(KeyProviderFailure.NotConfigured, $"A key '{label}' of the token has no CKA_ID of 1 to {TokenKeyId.MaxBytes} bytes: give it one with the module's tools."),
    };

    /// <summary>A key of this host that is fit for use.</summary>
    /// <exception cref="KeyProviderException">There is none of this id, or it is not fit.</exception>
    public IObjectHandle Require(string id)
    {
        if (_found.TryGetValue(id, out var known)) return known;
        var keys = Find([.. Template(), Pkcs11Modules.Factories.ObjectAttributeFactory.Create(CKA.CKA_ID, TokenKeyId.ToBytes(id))]);
        if (keys.Count != 1)
        {
            var what = keys.Count == 0 ? "no key" : $"{keys.Count} keys";
            throw new KeyProviderException(KeyProviderFailure.NotConfigured, $"The token has {what} '{label}' with the id {id}, which is asked for: bring the key to this token, or correct the settings. 'raindrop pkcs11 list-keys' shows what there is.");
        }

        if (FlawOf(keys[0]) is { } flaw) throw new KeyProviderException(KeyProviderFailure.NotConfigured, $"The key {id} is not fit to wrap keys: {flaw}. Make another one with 'raindrop pkcs11 create-key'.");
        return _found[id] = keys[0];
    }

    /// <summary>Why a key is not fit; <see langword="null"/> where it is.</summary>
    public string? FlawOf(IObjectHandle key)
    {
        var told = session.GetAttributeValue(key, [CKA.CKA_EXTRACTABLE, CKA.CKA_SENSITIVE, CKA.CKA_SIGN, CKA.CKA_KEY_TYPE, CKA.CKA_VALUE_LEN]);
        if (told[0].CannotBeRead || told[0].GetValueAsBool()) return "it can be taken out of the token (CKA_EXTRACTABLE)";
        if (told[1].CannotBeRead || !told[1].GetValueAsBool()) return "the token shows it (CKA_SENSITIVE is false)";
        if (told[2].CannotBeRead || !told[2].GetValueAsBool()) return "it may not make authentication codes (CKA_SIGN is false)";
        if (told[3].CannotBeRead || (CKK)told[3].GetValueAsUlong() is not (CKK.CKK_GENERIC_SECRET or CKK.CKK_SHA512_HMAC)) return "it is neither of type CKK_GENERIC_SECRET nor CKK_SHA512_HMAC";
        // Some tokens do not tell the length of a key that they do not show.
        return !told[4].CannotBeRead && told[4].GetValueAsUlong() < LeastLength ? $"it has less than {LeastLength} bytes" : null;
    }

    // Who is not signed in any more is shown no private key, without an error.
    private List<IObjectHandle> Find(List<IObjectAttribute> template)
    {
        var keys = session.FindAllObjects(template);
        return keys.Count > 0 || TokenLogin.IsSignedIn(session) ? keys : throw new Pkcs11Exception("C_FindObjects", CKR.CKR_USER_NOT_LOGGED_IN);
    }

    private List<IObjectAttribute> Template() =>
    [
        Pkcs11Modules.Factories.ObjectAttributeFactory.Create(CKA.CKA_CLASS, CKO.CKO_SECRET_KEY),
        Pkcs11Modules.Factories.ObjectAttributeFactory.Create(CKA.CKA_TOKEN, true),
        Pkcs11Modules.Factories.ObjectAttributeFactory.Create(CKA.CKA_LABEL, label),
    ];
}
