using Raindrop.Credentials;

namespace Raindrop.Pkcs11;

/// <summary>Which keys of which token to use. Checked when the host starts.</summary>
public sealed class Pkcs11Options
{
    /// <summary>The module's PKCS#11 library, as its maker names it, for example <c>/usr/lib/softhsm/libsofthsm2.so</c>.</summary>
    /// <value>Required; an absolute path.</value>
    public string Library { get; set; } = "";

    /// <summary>The label of the token.</summary>
    /// <value>Required.</value>
    public string TokenLabel { get; set; } = "";

    /// <summary>The token's serial number, where several have one label.</summary>
    /// <value>Default: <see langword="null"/>, the label alone names it.</value>
    public string? TokenSerialNumber { get; set; }

    /// <summary>The label (<c>CKA_LABEL</c>) that all key encryption keys of this host have, and no key of anybody else. A key with another label is never used, whoever names it.</summary>
    /// <value>Default: <c>raindrop</c>.</value>
    public string KeyLabel { get; set; } = "raindrop";

    /// <summary>The id (<c>CKA_ID</c>) of the key that wraps, in hexadecimal. The others unwrap what they wrapped.</summary>
    /// <value>Default: <see langword="null"/>, where only one key has the label.</value>
    public string? CurrentKeyId { get; set; }

    /// <summary>A file with the user's PIN, which only the user that runs the host can read; an end of line behind it does not count.</summary>
    /// <value>Default: <see langword="null"/>. Either this or <see cref="Pin"/> is required.</value>
    public string? PinFile { get; set; }

    /// <summary>Gives the user's PIN where it is in no file, each time the provider signs in; the provider disposes it. A PIN that the token refused is not tried again, so that the token does not lock itself.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public Func<CancellationToken, ValueTask<Secret>>? Pin { get; set; }

    /// <summary>The most sessions that are open at once, each with a call of its own; further calls wait.</summary>
    /// <value>Default: 4. From 1 to 100.</value>
    public int MaxSessions { get; set; } = 4;
}
