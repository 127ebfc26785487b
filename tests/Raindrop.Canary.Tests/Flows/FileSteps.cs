using Raindrop.Tenancy;

namespace Raindrop.Canary.Tests.Flows;

/// <summary>What goes wrong with the files of keys: damaged, cut off, gone, or open to others.</summary>
internal static class FileSteps
{
    public static IEnumerable<Step> All =>
    [
        .. Damages.Select(damage => new Step($"open where the key ring is {damage.Name}", CredentialSteps.StoredAsync, async (world, tenant, token) =>
        {
            // Long enough for the key to be out of memory.
            world.Time.Advance(TimeSpan.FromHours(1));
            return await WithDamageAsync(world.KeyRingPath, damage.Do, () => CredentialSteps.OpenAsync(world, tenant, token));
        })),
        .. Damages.Select(damage => new Step($"back up, restore and shred where the file of backup keys is {damage.Name}", CredentialSteps.StoredAsync, async (world, tenant, token) =>
        {
            using var backup = new MemoryStream();
            await world.KeyStore.BackUpAsync(backup, token);
            return await WithDamageAsync(world.BackupKeyPath, damage.Do, async () =>
            {
                backup.Position = 0;
                await world.RefusedAsync(async () => await world.KeyStore.RestoreAsync(backup, token));
                await world.RefusedAsync(async () => await world.KeyStore.BackUpAsync(Stream.Null, token));
                await world.RefusedAsync(async () => await world.KeyStore.RewrapAsync(null, token));
                await world.RefusedAsync(async () => await world.KeyStore.DestroyExpiredBackupKeysAsync(token));
                return await world.KeyStore.ShredAsync(tenant, token);
            });
        })),
        new("destroy the keys of old backups", CredentialSteps.StoredAsync, async (world, _, token) =>
        {
            using var backup = new MemoryStream();
            await world.KeyStore.BackUpAsync(backup, token);
            world.Time.Advance(TimeSpan.FromDays(40));
            var destroyed = await world.KeyStore.DestroyExpiredBackupKeysAsync(token);
            backup.Position = 0;
            await world.RefusedAsync(async () => await world.KeyStore.RestoreAsync(backup, token));
            return destroyed;
        }),
    ];

    private static IReadOnlyList<(string Name, Action<string> Do)> Damages { get; } =
    [
        ("damaged", path => Edit(path, text => text[..^40] + "#" + text[^39..])),
        ("cut off", path => Edit(path, text => text[..(text.Length * 2 / 3)])),
        ("of other members", path => Edit(path, text => text.Replace("\"check\"", "\"chick\"", StringComparison.Ordinal).Replace("\"destroy\"", "\"destroi\"", StringComparison.Ordinal))),
        ("of another format", path => Edit(path, text => text.Replace("-1\"", "-9\"", StringComparison.Ordinal))),
        ("gone", File.Delete),
        ("open to others", path =>
        {
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        }),
    ];

    private static async Task<object?> WithDamageAsync<T>(string path, Action<string> damage, Func<Task<T>> work)
    {
        var safe = path + ".safe";
        File.Move(path, safe);
        File.Copy(safe, path);
        try
        {
            damage(path);
            return await work();
        }
        finally
        {
            File.Move(safe, path, overwrite: true);
        }
    }

    private static void Edit(string path, Func<string, string> edit)
    {
        File.WriteAllText(path, edit(File.ReadAllText(path)));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
