using Microsoft.Extensions.Options;
using Raindrop.Documents;
using Raindrop.Keys;
using Raindrop.Keys.Administration;
using Raindrop.Keys.Backups;
using Raindrop.Keys.Stored;
using Raindrop.Keys.Use;

namespace Raindrop.Core.Tests.Keys.World;

/// <summary>What one host holds of the tenants' keys: its own memory, on a key database that it may share with others.</summary>
internal sealed class KeyHost : IDisposable
{
    /// <summary>How long a reading counts in tests: their clock runs so fast that less would be over before a store answers.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(15);

    public KeyHost(IDocumentDatabase database, IKeyProvider provider, TimeProvider time, string? backupKeyFile = null, TenantKeyOptions? options = null, Func<KeyHost, ITenantRecords>? records = null)
    {
        options ??= new TenantKeyOptions { FreshFor = FreshFor };
        Time = time;
        Cache = new TenantKeyCache(Options.Create(options), time);
        Documents = new TenantKeyDocuments(database, time);
        var wrapping = new KeyWrapping(provider, time);
        var firstKey = new FirstKey(Documents, wrapping);
        Keys = new TenantKeys(Documents, firstKey, Cache, new TenantRoots(Cache, wrapping, time));
        var file = backupKeyFile is null ? null : new BackupKeyFile(backupKeyFile, options.BackupLifetime, time);
        Store = new TenantKeyStore(
            Documents,
            firstKey,
            Cache,
            new TenantKeyRotator(Documents, wrapping, Cache, records is null ? [] : [records(this)], time),
            new KeyRewrapping(Documents, wrapping, file),
            new TenantShredder(Documents, new KeyErasure(Documents), Cache, file, time),
            new KeyBackups(Documents, wrapping, file, time));
    }

    public TimeProvider Time { get; }

    public TenantKeyCache Cache { get; }

    public TenantKeyDocuments Documents { get; }

    public ITenantKeys Keys { get; }

    public ITenantKeyStore Store { get; }

    public void Dispose() => Cache.Dispose();
}
