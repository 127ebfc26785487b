using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using Raindrop.Keys;

namespace Raindrop.Pkcs11.Tokens;

/// <summary>The token that the options name.</summary>
internal sealed class HardwareToken(Pkcs11Options options) : IToken, IDisposable
{
    private readonly Lock _connecting = new();
    private readonly TokenLogin _login = new(new PinSource(options));

    public ITokenSession OpenSession(bool isWriting = false)
    {
        // One at a time: whether the user is signed in belongs to the process, not to the session.
        lock (_connecting)
        {
            var session = FindSlot().OpenSession(isWriting ? SessionType.ReadWrite : SessionType.ReadOnly);
            try
            {
                _login.SignIn(session);
                return new TokenSession(session, options);
            }
            catch
            {
                TokenSession.Close(session);
                throw;
            }
        }
    }

    public void Reconnect()
    {
        lock (_connecting) Pkcs11Modules.Reload(options.Library);
    }

    public void Dispose() => _login.Dispose();

    private ISlot FindSlot()
    {
        var slots = Pkcs11Modules.Get(options.Library).GetSlotList(SlotsType.WithTokenPresent).Where(IsMeant).ToList();
        return slots.Count switch
        {
            1 => slots[0],
            0 => throw new KeyProviderException(KeyProviderFailure.Unavailable, $"There is no token '{options.TokenLabel}': plug it in or start its service; see which there are with the module's tools."),
            _ => throw new KeyProviderException(KeyProviderFailure.NotConfigured, $"Several tokens are labelled '{options.TokenLabel}': set {nameof(Pkcs11Options.TokenSerialNumber)} to the serial number of one."),
        };
    }

    private bool IsMeant(ISlot slot)
    {
        try
        {
            var token = slot.GetTokenInfo();
            return token.TokenFlags.TokenInitialized && token.Label.TrimEnd() == options.TokenLabel && (options.TokenSerialNumber is null || token.SerialNumber.TrimEnd() == options.TokenSerialNumber);
        }
        catch (Pkcs11Exception)
        {
            // One broken token says nothing about another.
            return false;
        }
    }
}
