using Raindrop.Credentials;
using Raindrop.Tenancy;

namespace Raindrop.Canary.Tests.Flows;

/// <summary>Secrets that a careless program hands over where something else belongs: what refuses them repeats none.</summary>
internal static class MistakeSteps
{
    private static readonly CredentialAccess Access = new("canary.test");

    public static IEnumerable<Step> All =>
    [
        Store("store under a password for a name", (secret, tenant) => (new CredentialReference(tenant, secret, "import"), Access)),
        Store("store for a password for a purpose", (secret, tenant) => (new CredentialReference(tenant, "mail.imap", secret), Access)),
        Store("store for an actor of a password", (secret, tenant) => (new CredentialReference(tenant, "mail.imap", "import"), new CredentialAccess(secret))),
        new("replace a version of a password", CredentialSteps.StoredAsync, async (world, tenant, token) =>
        {
            using var credential = world.Secrets.Mailbox();
            return await world.Vault.ReplaceAsync(new CredentialReference(tenant, "mail.imap", "import"), credential, Access, world.Secrets.Password.Text, token);
        }),
        new("open, delete and note a password for a name", async (world, tenant, token) =>
        {
            var secret = world.Secrets.Password.Text!;
            await world.RefusedAsync(async () => await world.Vault.OpenAsync(new CredentialReference(tenant, secret, secret), new CredentialAccess(secret), token));
            await world.RefusedAsync(async () => await world.Audit.AppendAsync(new AuditNote { Tenant = tenant, Actor = secret, Action = AuditAction.Open, Outcome = AuditOutcome.Done, Name = secret, Purpose = secret }, token));
            return await world.Vault.DeleteAsync(tenant, secret, Access, token);
        }),
        new("find a key of a password for an id", CredentialSteps.StoredAsync, async (world, tenant, token) => (
            await world.Keys.FindAsync(tenant, world.Secrets.Password.Text!, Keys.KeyPurpose.Credentials, token),
            await world.Keys.IsCurrentAsync(tenant, world.Secrets.Password.Text!, token))),
        new("make an endpoint, a tenant and a head of a password", async (world, _, _) =>
        {
            var secret = world.Secrets.Password.Text!;
            foreach (var make in (Func<object?>[])[() => new CredentialEndpoint(secret, "host", 1), () => new CredentialEndpoint("https", secret, 1), () => TenantId.Parse(secret), () => AuditHead.TryParse(secret, out _)])
                await world.RefusedAsync(() => Task.FromResult(make()));
            return null;
        }),
        new("make a secret of half a character", async (world, _, _) =>
        {
            // What was typed before the broken end is secret.
            await world.RefusedAsync(() => Task.FromResult<object?>(Secret.FromText(world.Secrets.Password.Text + "\ud800")));
            return null;
        }),
        new("use what was disposed", async (world, tenant, token) =>
        {
            var credential = world.Secrets.Mailbox();
            credential.Dispose();
            return await world.Vault.StoreAsync(new CredentialReference(tenant, "mail.imap", "import"), credential, Access, token);
        }),
    ];

    private static Step Store(string name, Func<string, TenantId, (CredentialReference, CredentialAccess)> mistake) => new(name, async (world, tenant, token) =>
    {
        var (reference, access) = mistake(world.Secrets.Password.Text!, tenant);
        using var credential = world.Secrets.Mailbox();
        return await world.Vault.StoreAsync(reference, credential, access, token);
    });
}
