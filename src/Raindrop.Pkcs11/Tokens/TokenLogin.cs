using System.Security.Cryptography;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using Raindrop.Credentials;
using Raindrop.Keys;

namespace Raindrop.Pkcs11.Tokens;

/// <summary>Signs the user in, and never twice with a PIN that was refused: tokens lock themselves after a few.</summary>
internal sealed class TokenLogin(PinSource source) : IDisposable
{
    private Secret? _refused;

    public static bool IsSignedIn(ISession session) => session.GetSessionInfo().State is CKS.CKS_RO_USER_FUNCTIONS or CKS.CKS_RW_USER_FUNCTIONS;

    public void SignIn(ISession session)
    {
        if (IsSignedIn(session)) return;
        using var pin = source.Read();
        if (_refused?.Equals(pin) == true)
            throw new KeyProviderException(KeyProviderFailure.NotConfigured, "The token refused this PIN before. It is not tried again, so that the token does not lock itself: correct it.");
        try
        {
            SignIn(session, pin);
        }
        catch (Pkcs11Exception e) when (e.RV is CKR.CKR_PIN_INCORRECT or CKR.CKR_PIN_INVALID or CKR.CKR_PIN_LEN_RANGE or CKR.CKR_PIN_LOCKED or CKR.CKR_PIN_EXPIRED)
        {
            Remember(pin.Clone());
            throw;
        }

        Remember(null);
    }

    public void Dispose()
    {
        source.Dispose();
        Remember(null);
    }

    private void Remember(Secret? refused)
    {
        _refused?.Dispose();
        _refused = refused;
    }

    private static void SignIn(ISession session, Secret pin)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(pin.Length, pinned: true);
        try
        {
            using (var lease = pin.Read()) lease.Bytes.CopyTo(bytes);
            session.Login(CKU.CKU_USER, bytes);
        }
        catch (Pkcs11Exception e) when (e.RV == CKR.CKR_USER_ALREADY_LOGGED_IN)
        {
            // Somebody else in this process was faster.
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
