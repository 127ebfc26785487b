namespace Raindrop.Credentials.Remote;

/// <summary>Where a process with a vault listens for those that have none.</summary>
public sealed class CredentialVaultListenerOptions
{
    /// <summary>The path of the Unix domain socket. Its folder must exist, and not everybody may write to it; a socket that a dead process left there is removed.</summary>
    /// <value>Required; at most 107 bytes, as the operating system has it.</value>
    public string SocketPath { get; set; } = "";

    /// <summary>Who may connect: the file mode of the socket. Whoever may can open every credential, so others never may. Windows ignores it.</summary>
    /// <value>Default: 0600, the owner alone. Add <see cref="UnixFileMode.GroupRead"/> and <see cref="UnixFileMode.GroupWrite"/> where the processes run as different users of one group.</value>
    public UnixFileMode SocketMode { get; set; } = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>How many calls are served at once; more wait.</summary>
    /// <value>Default: 64. 1 to 10,000.</value>
    public int MaxCalls { get; set; } = 64;

    /// <summary>How long a caller may take to send its call, and afterwards to take each part of the answer.</summary>
    /// <value>Default: 10 seconds. 10 ms to 10 minutes.</value>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
