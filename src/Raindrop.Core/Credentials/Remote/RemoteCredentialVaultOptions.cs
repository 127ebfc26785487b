namespace Raindrop.Credentials.Remote;

/// <summary>How a process without keys reaches the process with the vault.</summary>
public sealed class RemoteCredentialVaultOptions
{
    /// <summary>The path of the Unix domain socket on which the vault's process listens.</summary>
    /// <value>Required; at most 107 bytes, as the operating system has it.</value>
    public string SocketPath { get; set; } = "";

    /// <summary>How long a call may take in all; of a list, until its next item.</summary>
    /// <value>Default: 2 minutes. 10 ms to 1 hour.</value>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromMinutes(2);
}
