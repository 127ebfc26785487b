using Microsoft.Extensions.DependencyInjection;
using Raindrop.Credentials;
using Raindrop.Embedded;
using Raindrop.Hosting;

namespace Mailroom.Hosting;

/// <summary>
/// The vault in the data folder, wherever the mail is: a CouchDB that is stolen with the mail holds no password. Its key and its databases are made when it is first
/// opened.
/// </summary>
internal sealed class MailroomVault : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private MailroomVault(ServiceProvider services) => _services = services;

    public ICredentialVault Credentials => _services.GetRequiredService<ICredentialVault>();

    public static async Task<MailroomVault> OpenAsync(DataFolder data, CancellationToken cancellationToken)
    {
        data.EnsureKeyRing();
        var services = new ServiceCollection();
        services.AddRaindrop(raindrop => raindrop.AddCredentialVault(vault => Configure(vault, data)));
        var vault = new MailroomVault(services.BuildServiceProvider());
        try
        {
            await vault._services.GetRequiredService<CredentialVaultDatabases>().EnsureCreatedAsync(cancellationToken);
            return vault;
        }
        catch
        {
            await vault.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static void Configure(ICredentialVaultBuilder vault, DataFolder data)
    {
        vault.UseKeyRingFile(data.KeyRing);
        foreach (var database in Enum.GetValues<VaultDatabase>())
            vault.UseServer(database, _ => new EmbeddedServer(new EmbeddedOptions { Folder = data.Vault(database) }));
    }
}
