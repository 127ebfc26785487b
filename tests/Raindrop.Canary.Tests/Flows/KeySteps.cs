using Raindrop.Credentials;
using Raindrop.Keys;
using Raindrop.Tenancy;

namespace Raindrop.Canary.Tests.Flows;

/// <summary>What an operator does with keys, and what goes wrong with them.</summary>
internal static class KeySteps
{
    public static IEnumerable<Step> All =>
    [
        new("rewrap under a new key encryption key", async (world, tenant) =>
        {
            await CredentialSteps.StoredAsync(world, tenant);
            world.KeyRing.Promote(world.KeyRing.Add().Id);
        }, async (world, _, token) =>
        {
            object? rewrapped = null;
            await world.RunAsync(async () => rewrapped = await world.KeyStore.RewrapAsync(new NotedProgress<KeyRewrap>(world), token));
            return rewrapped;
        }),
        new("back up and restore", CredentialSteps.StoredAsync, async (world, _, token) =>
        {
            await using var backup = File.Create(Path.Combine(world.Folder, $"{Guid.NewGuid():n}.backup"));
            world.Note("a backup", await world.KeyStore.BackUpAsync(backup, token));
            backup.Position = 0;
            return await world.KeyStore.RestoreAsync(backup, token);
        }),
        new("restore a damaged backup", CredentialSteps.StoredAsync, async (world, _, token) =>
        {
            using var backup = new MemoryStream();
            await world.KeyStore.BackUpAsync(backup, token);
            backup.GetBuffer()[backup.Length / 2] ^= 1;
            backup.Position = 0;
            return await world.KeyStore.RestoreAsync(backup, token);
        }),
        new("take a key", async (world, tenant, token) =>
        {
            var key = await world.Keys.GetCurrentAsync(tenant, KeyPurpose.Credentials, token);
            world.Spy.Note(key.Key, "key of a purpose");
            return key;
        }),
        new("find a key that is not there", CredentialSteps.StoredAsync, async (world, tenant, token) => await world.Keys.FindAsync(tenant, "none", KeyPurpose.Backup, token)),
        new("create and list keys", async (world, tenant, token) => (await world.KeyStore.CreateAsync(tenant, token), await world.KeyStore.FindAsync(tenant, token), await world.KeyStore.ListAsync(token).ToListAsync(token))),
        new("ask whether a key is current", async (world, tenant, token) =>
        {
            using var key = await world.Keys.GetCurrentAsync(tenant, KeyPurpose.Metrics, token);
            world.Spy.Note(key.Key, "key of a purpose");
            return await world.Keys.IsCurrentAsync(tenant, key.Id, token);
        }),
        new("rotate the tenant's key", CredentialSteps.StoredAsync, async (world, tenant, token) =>
        {
            object? rotated = null;
            await world.RunAsync(async () => rotated = await world.KeyStore.RotateAsync(tenant, new NotedProgress<TenantKeyRotation>(world), token));
            return rotated;
        }),
        new("suspend, open, resume, open", CredentialSteps.StoredAsync, async (world, tenant, token) =>
        {
            await world.KeyStore.SuspendAsync(tenant, token);
            await ShownAsync(world, () => CredentialSteps.OpenAsync(world, tenant, token));
            await world.KeyStore.ResumeAsync(tenant, token);
            return await CredentialSteps.OpenAsync(world, tenant, token);
        }),
        new("shred and open", CredentialSteps.StoredAsync, async (world, tenant, token) =>
        {
            world.Note("a shredding", await world.KeyStore.ShredAsync(tenant, token));
            return await CredentialSteps.OpenAsync(world, tenant, token);
        }),
        new("remove a tenant", CredentialSteps.StoredAsync, async (world, tenant, token) =>
        {
            await world.Removal.SuspendAsync(tenant, token);
            return await world.Removal.DeleteAsync(tenant, world.Time.GetUtcNow(), token);
        }),
        new("open with a key that was substituted", async (world, tenant) =>
        {
            var other = TenantId.New();
            await CredentialSteps.StoredAsync(world, tenant);
            await CredentialSteps.StoredAsync(world, other);
            await Tampering.FlipAsync(world.Database(VaultDatabase.Keys), $"rd.tenantkey:{tenant}");
            world.Time.Advance(TimeSpan.FromHours(1));
        }, CredentialSteps.OpenAsync),
    ];

    private static async Task ShownAsync(VaultWorld world, Func<Task<object?>> work)
    {
        try
        {
            world.Note("an open", await work());
        }
        catch (TenantKeyException)
        {
            // That is what a suspended tenant gets.
        }
    }

    private sealed class NotedProgress<T>(VaultWorld world) : IProgress<T>
    {
        public void Report(T value) => world.Note("progress", value);
    }
}
