using System.Collections.Concurrent;
using System.Text;
using Raindrop.Keys;
using Raindrop.Sealing;
using Raindrop.Tenancy;

namespace Raindrop.Core.Tests.Keys.World;

/// <summary>Records that are sealed under tenants' keys, in memory that all hosts share: what a vault would keep in its database.</summary>
internal sealed class SealedNotes
{
    private readonly ConcurrentDictionary<(TenantId Tenant, string Name), (string KeyId, byte[] Record)> _notes = new();

    public IReadOnlyDictionary<(TenantId Tenant, string Name), (string KeyId, byte[] Record)> All => _notes;

    /// <summary>Called before a note is sealed again.</summary>
    public Func<Task> BeforeReseal { get; set; } = () => Task.CompletedTask;

    /// <summary>Seals as a vault does: the key is asked for before, and again after what was sealed is stored.</summary>
    public async Task<string> WriteAsync(ITenantKeys keys, TenantId tenant, string name, string text, Func<Task>? beforeStoring = null)
    {
        while (true)
        {
            using var key = await keys.GetCurrentAsync(tenant, KeyPurpose.Credentials);
            if (beforeStoring is not null) await beforeStoring();
            Store(key, tenant, name, text);
            if (await keys.IsCurrentAsync(tenant, key.Id)) return key.Id;
        }
    }

    /// <summary>Seals and stores, and asks for nothing.</summary>
    public void Store(TenantKey key, TenantId tenant, string name, string text) => _notes[(tenant, name)] = (key.Id, Seal(key, tenant, name, text));

    public async Task<string?> ReadAsync(ITenantKeys keys, TenantId tenant, string name)
    {
        var (keyId, record) = _notes[(tenant, name)];
        using var key = await keys.FindAsync(tenant, keyId, KeyPurpose.Credentials);
        return key is null ? null : Open(key, tenant, name, record);
    }

    public void Damage(TenantId tenant, string name) => _notes[(tenant, name)].Record[^1] ^= 1;

    public ITenantRecords On(KeyHost host) => new Records(this, host.Keys);

    private static byte[] Seal(TenantKey key, TenantId tenant, string name, string text)
    {
        using var root = key.Key.Read();
        return SealedRecord.Seal(root.Bytes, SealContext.Of("note", tenant.Value, name, key.Id), Encoding.UTF8.GetBytes(text));
    }

    private static string? Open(TenantKey key, TenantId tenant, string name, byte[] record)
    {
        using var root = key.Key.Read();
        using var opened = SealedRecord.Open(root.Bytes, SealContext.Of("note", tenant.Value, name, key.Id), record);
        if (opened is null) return null;
        using var bytes = opened.Read();
        return Encoding.UTF8.GetString(bytes.Bytes);
    }

    private sealed class Records(SealedNotes notes, ITenantKeys keys) : ITenantRecords
    {
        public KeyPurpose Purpose => KeyPurpose.Credentials;

        public async ValueTask<ResealResult> ResealAsync(TenantId tenant, IProgress<ResealResult>? progress = null, CancellationToken cancellationToken = default)
        {
            var result = default(ResealResult);
            using var current = await keys.GetCurrentAsync(tenant, Purpose, cancellationToken);
            foreach (var (at, old) in notes._notes.Where(note => note.Key.Tenant == tenant && note.Value.KeyId != current.Id).ToList())
            {
                await notes.BeforeReseal();
                var text = await notes.ReadAsync(keys, tenant, at.Name);
                if (text is null) result = result with { Unreadable = result.Unreadable + 1 };
                else if (notes._notes.TryUpdate(at, (current.Id, Seal(current, tenant, at.Name, text)), old)) result = result with { Resealed = result.Resealed + 1 };
                else result = result with { Left = result.Left + 1 };
                progress?.Report(result);
            }

            return result;
        }
    }
}
