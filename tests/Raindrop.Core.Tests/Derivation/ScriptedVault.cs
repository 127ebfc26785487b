using Raindrop.Credentials;
using Raindrop.Tenancy;

namespace Raindrop.Core.Tests.Derivation;

/// <summary>A vault of one password a tenant, which answers what a test says and notes who asked; and the only tenant's lookup.</summary>
internal sealed class ScriptedVault : ICredentialVault, ITenantLookup
{
    public static readonly TenantId Tenant = TenantId.Parse("aaaaaaaaaaaaaaaaaaaaaaaaaa");

    public List<(CredentialReference Reference, string Actor)> Opened { get; } = [];

    /// <summary>The leases that were given.</summary>
    public List<CredentialLease> Leases { get; } = [];

    public Func<CredentialReference, Exception?> Failure { get; set; } = _ => null;

    /// <summary>Runs before each opening.</summary>
    public Func<Task> Before { get; set; } = () => Task.CompletedTask;

    public TenantId? Found { get; set; } = Tenant;

    public int Lookups { get; private set; }

    public ValueTask<TenantId?> FindTenantAsync(string database, CancellationToken cancellationToken = default)
    {
        Lookups++;
        return ValueTask.FromResult(Found);
    }

    public async ValueTask<CredentialLease> OpenAsync(CredentialReference reference, CredentialAccess access, CancellationToken cancellationToken = default)
    {
        await Before();
        lock (Opened) Opened.Add((reference, access.Actor));
        if (Failure(reference) is { } failure) throw failure;
        var info = new CredentialInfo { Reference = reference, Kind = CredentialKind.Password, StoredAt = default, Version = "1-a" };
        var lease = new CredentialLease(info, new Credential { Kind = CredentialKind.Password, Endpoint = new CredentialEndpoint("imaps", "a", 1), Value = Secret.FromText($"of {reference.Name}") });
        lock (Leases) Leases.Add(lease);
        return lease;
    }

    public ValueTask<CredentialInfo> StoreAsync(CredentialReference reference, Credential credential, CredentialAccess access, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<CredentialInfo> ReplaceAsync(CredentialReference reference, Credential credential, CredentialAccess access, string? version = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<bool> DeleteAsync(TenantId tenant, string name, CredentialAccess access, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<CredentialInfo> ListAsync(TenantId tenant, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
