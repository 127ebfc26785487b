using System.Collections.Frozen;
using Net.Pkcs11Interop.Common;
using Raindrop.Keys;

namespace Raindrop.Pkcs11.Tokens;

/// <summary>What the codes of PKCS#11 (v2.40, section 5.1) mean to whoever wants a key wrapped.</summary>
internal static class CkrFailures
{
    /// <summary>Codes of a session that was good before: the token was taken away, reset, or signed out by somebody else, and a new session may do.</summary>
    private static readonly FrozenSet<CKR> Stale =
    [
        CKR.CKR_SESSION_HANDLE_INVALID, CKR.CKR_SESSION_CLOSED, CKR.CKR_USER_NOT_LOGGED_IN, CKR.CKR_OBJECT_HANDLE_INVALID, CKR.CKR_KEY_HANDLE_INVALID,
        CKR.CKR_CRYPTOKI_NOT_INITIALIZED, CKR.CKR_DEVICE_REMOVED, CKR.CKR_TOKEN_NOT_PRESENT, CKR.CKR_SLOT_ID_INVALID, CKR.CKR_OPERATION_ACTIVE, CKR.CKR_OPERATION_NOT_INITIALIZED,
    ];

    private static readonly FrozenSet<CKR> Busy = [CKR.CKR_SESSION_COUNT, CKR.CKR_HOST_MEMORY, CKR.CKR_DEVICE_MEMORY, CKR.CKR_EXCEEDED_MAX_ITERATIONS];

    private static readonly FrozenDictionary<CKR, string> Advice = new Dictionary<CKR, string>
    {
        [CKR.CKR_PIN_INCORRECT] = "The token refused the PIN: correct it. It is not tried again, so that the token does not lock itself",
        [CKR.CKR_PIN_INVALID] = "The PIN has characters that the token does not take: correct it",
        [CKR.CKR_PIN_LEN_RANGE] = "The PIN is too short or too long for the token: correct it",
        [CKR.CKR_PIN_EXPIRED] = "The PIN has expired: set a new one with the module's tools",
        [CKR.CKR_PIN_LOCKED] = "The PIN is locked after too many wrong ones: unlock it with the module's tools",
        [CKR.CKR_PIN_TOO_WEAK] = "The token calls the PIN too weak: set another one with the module's tools",
        [CKR.CKR_USER_PIN_NOT_INITIALIZED] = "The token has no user PIN yet: set one with the module's tools",
        [CKR.CKR_USER_ANOTHER_ALREADY_LOGGED_IN] = "Another kind of user is signed in to the token in this process: sign out",
        [CKR.CKR_USER_TOO_MANY_TYPES] = "Another kind of user is signed in to the token in this process: sign out",
        [CKR.CKR_USER_TYPE_INVALID] = "The token has no ordinary user",
        [CKR.CKR_TOKEN_NOT_RECOGNIZED] = "The token is none that the module knows: initialize it with the module's tools",
        [CKR.CKR_TOKEN_WRITE_PROTECTED] = "The token cannot be written",
        [CKR.CKR_MECHANISM_INVALID] = "The token does not do what is needed: CKM_SHA512_HMAC, and CKM_GENERIC_SECRET_KEY_GEN to make a key",
        [CKR.CKR_MECHANISM_PARAM_INVALID] = "The token does not do what is needed: CKM_SHA512_HMAC, and CKM_GENERIC_SECRET_KEY_GEN to make a key",
        [CKR.CKR_FUNCTION_NOT_SUPPORTED] = "The token does not do what is needed: C_Sign, and C_GenerateKey to make a key",
        [CKR.CKR_KEY_FUNCTION_NOT_PERMITTED] = "The key may not be used for this: it needs CKA_SIGN",
        [CKR.CKR_KEY_TYPE_INCONSISTENT] = "The key is of another type: CKK_GENERIC_SECRET or CKK_SHA512_HMAC is needed",
        [CKR.CKR_KEY_SIZE_RANGE] = "The token does not take a key of this size: 64 bytes suit every token",
        [CKR.CKR_KEY_UNEXTRACTABLE] = "The key is of another kind than is needed",
        [CKR.CKR_TEMPLATE_INCONSISTENT] = "The token does not make such keys: make one with its own tools",
        [CKR.CKR_TEMPLATE_INCOMPLETE] = "The token does not make such keys: make one with its own tools",
        [CKR.CKR_ATTRIBUTE_VALUE_INVALID] = "The token does not make such keys: make one with its own tools",
        [CKR.CKR_ATTRIBUTE_TYPE_INVALID] = "The token does not make such keys: make one with its own tools",
        [CKR.CKR_ATTRIBUTE_READ_ONLY] = "The token does not make such keys: make one with its own tools",
        [CKR.CKR_ATTRIBUTE_SENSITIVE] = "The token does not tell what it should of a key",
        [CKR.CKR_ACTION_PROHIBITED] = "The token's policy forbids this",
        [CKR.CKR_SESSION_READ_ONLY] = "The session may not write",
        [CKR.CKR_SESSION_READ_ONLY_EXISTS] = "Another session that may not write is in the way",
        [CKR.CKR_SESSION_READ_WRITE_SO_EXISTS] = "The security officer is signed in to the token in this process: sign out",
        [CKR.CKR_LIBRARY_LOAD_FAILED] = "The module lacks a library of its own: install it",
        [CKR.CKR_CANT_LOCK] = "The module's library cannot be used by several threads",
        [CKR.CKR_NEED_TO_CREATE_THREADS] = "The module's library cannot be used without threads of its own",
        [CKR.CKR_FIPS_SELF_TEST_FAILED] = "The module failed its own test: it must be looked at",
    }.ToFrozenDictionary();

    /// <summary>Whether a session that was good before is lost. A module that was loaded anew has disposed what it gave before.</summary>
    public static bool IsStale(Exception error) => error is Pkcs11Exception { RV: var code } ? Stale.Contains(code) : error is ObjectDisposedException;

    /// <summary>The exception of a code. Every code that is not named is an outage: what a module says in doubt is <c>CKR_GENERAL_ERROR</c> or <c>CKR_FUNCTION_FAILED</c>.</summary>
    public static KeyProviderException ToException(Pkcs11Exception error)
    {
        var told = $"({error.Method}: {error.RV})";
        if (Advice.TryGetValue(error.RV, out var advice)) return new KeyProviderException(KeyProviderFailure.NotConfigured, $"{advice} {told}.", error);
        return Busy.Contains(error.RV)
            ? new KeyProviderException(KeyProviderFailure.Throttled, $"The token has too much to do: allow fewer sessions, or try again later {told}.", error)
            : new KeyProviderException(KeyProviderFailure.Unavailable, $"The token failed: see whether it is there and works {told}.", error);
    }
}
