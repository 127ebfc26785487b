using Raindrop.Credentials;
using Raindrop.Tenancy;

namespace Raindrop.Canary.Tests.Flows;

/// <summary>What a program does with credentials, and what goes wrong with them.</summary>
internal static class CredentialSteps
{
    private const string Name = "mail.imap";
    private static readonly CredentialAccess Access = new("canary.test");

    public static IEnumerable<Step> All =>
    [
        new("store a password", async (world, tenant, token) => await StoreAsync(world, tenant, world.Secrets.Mailbox(), token)),
        new("store tokens", async (world, tenant, token) => await StoreAsync(world, tenant, world.Secrets.Tokens(), token)),
        new("store a key", async (world, tenant, token) => await StoreAsync(world, tenant, world.Secrets.Key(), token)),
        new("store what is there", StoredAsync, async (world, tenant, token) => await StoreAsync(world, tenant, world.Secrets.Mailbox(world.Secrets.NewPassword), token)),
        new("store what is too long", async (world, tenant, token) =>
        {
            using var credential = new Credential { Kind = CredentialKind.ApiKey, Endpoint = new CredentialEndpoint("https", "localhost", 1), UserName = string.Concat(Enumerable.Repeat(world.Secrets.UserName.Text, 1000)), Value = Secret.Copy(world.Secrets.Password.Bytes.Span) };
            return await world.Vault.StoreAsync(Reference(tenant), credential, Access, token);
        }),
        new("store under a name of no form", async (world, tenant, token) =>
        {
            using var credential = world.Secrets.Mailbox();
            return await world.Vault.StoreAsync(new CredentialReference(tenant, "Not a label", "import"), credential, Access, token);
        }),
        new("replace", StoredAsync, async (world, tenant, token) => await ReplaceAsync(world, tenant, null, token)),
        new("replace another version", StoredAsync, async (world, tenant, token) => await ReplaceAsync(world, tenant, "1-00000000000000000000000000000000", token)),
        new("open", StoredAsync, OpenAsync),
        new("open and keep", StoredAsync, async (world, tenant, token) => await world.Vault.OpenAsync(Reference(tenant), Access, token)),
        new("open for another purpose", StoredAsync, async (world, tenant, token) => await world.Vault.OpenAsync(Reference(tenant) with { Purpose = "export" }, Access, token)),
        new("open what expired", async (world, tenant) =>
        {
            await StoreAsync(world, tenant, world.Secrets.Mailbox(expires: world.Time.GetUtcNow().AddMinutes(1)), default);
            world.Time.Advance(TimeSpan.FromMinutes(2));
        }, OpenAsync),
        new("open what was edited", async (world, tenant) =>
        {
            await StoredAsync(world, tenant);
            await Tampering.FlipAsync(world.Database(VaultDatabase.Credentials), $"rd.credential:{tenant}/{Name}");
        }, OpenAsync),
        new("open what was swapped", async (world, tenant) =>
        {
            var other = TenantId.New();
            await StoredAsync(world, tenant);
            await StoreAsync(world, other, world.Secrets.Mailbox(world.Secrets.NewPassword), default);
            await Tampering.CopyAsync(world.Database(VaultDatabase.Credentials), $"rd.credential:{other}/{Name}", $"rd.credential:{tenant}/{Name}");
        }, OpenAsync),
        new("delete", StoredAsync, async (world, tenant, token) => await world.Vault.DeleteAsync(tenant, Name, Access, token)),
        new("list", StoredAsync, async (world, tenant, token) => await world.Vault.ListAsync(tenant, token).ToListAsync(token)),
        new("read and verify the audit trail", StoredAsync, async (world, tenant, token) => (await world.Audit.ReadAsync(tenant, 0, token).ToListAsync(token), await world.Audit.VerifyAsync(tenant, null, token))),
        new("append to the audit trail", async (world, tenant, token) =>
            await world.Audit.AppendAsync(new AuditNote { Tenant = tenant, Actor = "canary.test", Action = AuditAction.Open, Outcome = AuditOutcome.NotFound, Name = Name, Purpose = "import" }, token)),
        new("ask for the vault's health", StoredAsync, async (world, _, token) => await world.Health.CheckHealthAsync(token)),
    ];

    /// <summary>Sweeps all audit trails: each is asked for, so it comes before there are many.</summary>
    public static Step Sweep { get; } = new("list and sweep audit trails", async (world, _, token) => (await world.Audit.ListTenantsAsync(token).ToListAsync(token), await world.Audit.SweepAsync(token)));

    /// <summary>Stores a password for a tenant.</summary>
    public static async Task StoredAsync(VaultWorld world, TenantId tenant) => await StoreAsync(world, tenant, world.Secrets.Mailbox(), CancellationToken.None);

    /// <summary>Opens it, and looks at it as a program does.</summary>
    public static async Task<object?> OpenAsync(VaultWorld world, TenantId tenant, CancellationToken cancellationToken)
    {
        using var lease = await world.Vault.OpenAsync(Reference(tenant), Access, cancellationToken);
        world.Note("an open lease", lease);
        using var bytes = lease.Credential.Value.Read();
        return bytes.Bytes.Length;
    }

    private static CredentialReference Reference(TenantId tenant) => new(tenant, Name, "import");

    private static async Task<object?> StoreAsync(VaultWorld world, TenantId tenant, Credential credential, CancellationToken cancellationToken)
    {
        using (credential) return await world.Vault.StoreAsync(Reference(tenant), credential, Access, cancellationToken);
    }

    private static async Task<object?> ReplaceAsync(VaultWorld world, TenantId tenant, string? version, CancellationToken cancellationToken)
    {
        using var credential = world.Secrets.Mailbox(world.Secrets.NewPassword);
        return await world.Vault.ReplaceAsync(Reference(tenant), credential, Access, version, cancellationToken);
    }
}
