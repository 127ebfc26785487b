using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Raindrop.Keys;
using Raindrop.Tenancy;

namespace Raindrop.Credentials.Tests.Keys;

/// <summary>Keys of tenants in memory, which tests rotate, suspend and shred at once. They derive from a seed, so that two processes have the same.</summary>
internal sealed class MemoryKeys(string seed = "seed") : ITenantKeys
{
    private readonly ConcurrentDictionary<TenantId, TenantState> _tenants = new();

    /// <summary>Runs before each call, with its name; it may throw.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    public async ValueTask<TenantKey> GetCurrentAsync(TenantId tenant, KeyPurpose purpose, CancellationToken cancellationToken = default)
    {
        await Before("current");
        cancellationToken.ThrowIfCancellationRequested();
        return Derive(tenant, Usable(tenant).Current, purpose);
    }

    public async ValueTask<TenantKey?> FindAsync(TenantId tenant, string keyId, KeyPurpose purpose, CancellationToken cancellationToken = default)
    {
        await Before("find");
        cancellationToken.ThrowIfCancellationRequested();
        var state = Usable(tenant);
        return Enumerable.Range(state.Oldest, state.Current - state.Oldest + 1).Any(number => IdOf(number) == keyId) ? Derive(tenant, int.Parse(keyId[1..]), purpose) : null;
    }

    public async ValueTask<bool> IsCurrentAsync(TenantId tenant, string keyId, CancellationToken cancellationToken = default)
    {
        await Before("is-current");
        return IdOf(Usable(tenant).Current) == keyId;
    }

    public void Rotate(TenantId tenant) => Of(tenant).Current++;

    /// <summary>Drops all keys but the current one.</summary>
    public void Drop(TenantId tenant) => Of(tenant).Oldest = Of(tenant).Current;

    public void Fail(TenantId tenant, TenantKeyFailure? failure) => Of(tenant).Failure = failure;

    private static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"k{number}");

    private TenantState Usable(TenantId tenant) => Of(tenant) is { Failure: { } failure } ? throw new TenantKeyException(tenant, failure) : Of(tenant);

    private TenantState Of(TenantId tenant) => _tenants.GetOrAdd(tenant, _ => new TenantState());

    private TenantKey Derive(TenantId tenant, int number, KeyPurpose purpose) =>
        new(IdOf(number), Secret.Copy(HMACSHA256.HashData(Encoding.UTF8.GetBytes(seed), Encoding.UTF8.GetBytes($"{tenant} {number} {purpose}"))));

    private sealed class TenantState
    {
        public int Oldest { get; set; } = 1;

        public int Current { get; set; } = 1;

        public TenantKeyFailure? Failure { get; set; }
    }
}
