using Raindrop.Credentials.Remote;
using Raindrop.Tenancy;

namespace Raindrop.Credentials.Tests.Remote;

/// <summary>A vault that listens on a socket of a test's own, and a client of it.</summary>
internal sealed class RemoteWorld : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rd-vault-").FullName;

    public RemoteWorld(ICredentialVault vault, Action<CredentialVaultListenerOptions>? configure = null)
    {
        var options = new CredentialVaultListenerOptions { SocketPath = SocketPath };
        configure?.Invoke(options);
        Listener = new CredentialVaultListener(vault, options);
        Listener.Start();
    }

    public TenantId Tenant { get; } = TenantId.New();

    public CredentialReference Imap => new(Tenant, "mail.imap", "import");

    public string SocketPath => Path.Combine(_folder, "vault.sock");

    public CredentialVaultListener Listener { get; }

    public ICredentialVault Client => NewClient(TimeSpan.FromMinutes(1));

    public ICredentialVault NewClient(TimeSpan timeout) => new RemoteCredentialVault(new RemoteCredentialVaultOptions { SocketPath = SocketPath, CallTimeout = timeout });

    public async ValueTask DisposeAsync()
    {
        await Listener.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
