using Raindrop.Credentials.Auditing;
using Raindrop.Credentials.Remote;
using Raindrop.Credentials.Tests.Keys;
using Raindrop.Credentials.Tests.Remote;
using Raindrop.Documents;
using Raindrop.Embedded;
using Raindrop.Tenancy;

namespace Raindrop.Credentials.Tests.Processes;

/// <summary>What a child process does until it is killed.</summary>
internal static class ChildRoles
{
    public const string Storer = "storer";
    public const string Vault = "vault";
    public const string Thrower = "thrower";
    public const string Silent = "silent";

    public static string SocketIn(string folder) => Path.Combine(folder, "vault.sock");

    public static async Task<int> RunAsync(string role, string argument)
    {
        switch (role)
        {
            case Storer: return await StoreAsync(argument);
            case Vault: return await HoldVaultAsync(argument);
            case Thrower: return await ListenAsync(new ScriptedVault((reference, _) => throw VaultExceptions.All[reference.Name](reference)), argument);
            case Silent: return await ListenAsync(new ScriptedVault((_, token) => SaySoAndWaitAsync(token)), argument);
            default: return 2;
        }
    }

    /// <summary>A vault over the databases in a folder, and its trail.</summary>
    public static (CredentialVault Vault, AuditTrail Audit) Open(IDocumentServer server, MemoryKeys keys)
    {
        var database = server.GetDatabase("audit");
        var audit = new AuditTrail(database, new AuditSweep(database, () => new ListedShreddings(), Microsoft.Extensions.Options.Options.Create(new CredentialVaultOptions()), TimeProvider.System), TimeProvider.System);
        return (new CredentialVault(server.GetDatabase("credentials"), keys, audit, TimeProvider.System), audit);
    }

    private static async Task<int> HoldVaultAsync(string folder)
    {
        using var server = new EmbeddedServer(new EmbeddedOptions { Folder = folder });
        var (vault, audit) = Open(server, new MemoryKeys());
        using var disposeAudit = audit;
        return await ListenAsync(vault, folder);
    }

    private static async Task SaySoAndWaitAsync(CancellationToken cancellationToken)
    {
        await Console.Out.WriteLineAsync("asked");
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    private static async Task<int> ListenAsync(ICredentialVault vault, string folder)
    {
        await using var listener = new CredentialVaultListener(vault, new CredentialVaultListenerOptions { SocketPath = SocketIn(folder) });
        listener.Start();
        await Console.Out.WriteLineAsync("listening");
        // Ends with its parent, which holds the other end.
        await Console.In.ReadToEndAsync();
        return 0;
    }

    // Stores, replaces, opens and deletes without end, and says after each what was done.
    private static async Task<int> StoreAsync(string folder)
    {
        using var server = new EmbeddedServer(new EmbeddedOptions { Folder = folder, FlushesWrites = false });
        var (vault, audit) = Open(server, new MemoryKeys());
        using var disposeAudit = audit;
        var run = "c" + Guid.NewGuid().ToString("n")[..8];
        for (var n = 0; ; n++)
        {
            var reference = new CredentialReference(KillTests.Tenant, $"{run}.{n % 3}", "import");
            using var credential = VaultWorld.Password($"{run} {n}");
            if (n >= 3) await vault.DeleteAsync(reference.Tenant, reference.Name, VaultWorld.Access);
            await vault.StoreAsync(reference, credential, VaultWorld.Access);
            using var opened = await vault.OpenAsync(reference, VaultWorld.Access);
            await Console.Out.WriteLineAsync($"{reference.Name} {opened.Credential.Value.RevealAsString()}");
        }
    }
}
