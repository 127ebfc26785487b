using Raindrop.Tenancy;

namespace Raindrop.Credentials.Tests.Remote;

/// <summary>A vault that throws, or waits, as a test says.</summary>
internal sealed class ScriptedVault(Func<CredentialReference, CancellationToken, Task> answer) : ICredentialVault
{
    /// <summary>Whether its lists have no end.</summary>
    public bool IsEndless { get; init; }

    public async ValueTask<CredentialInfo> StoreAsync(CredentialReference reference, Credential credential, CredentialAccess access, CancellationToken cancellationToken = default)
    {
        await answer(reference, cancellationToken);
        return Info(reference);
    }

    public async ValueTask<CredentialInfo> ReplaceAsync(CredentialReference reference, Credential credential, CredentialAccess access, string? version = null, CancellationToken cancellationToken = default)
    {
        await answer(reference, cancellationToken);
        return Info(reference);
    }

    public async ValueTask<CredentialLease> OpenAsync(CredentialReference reference, CredentialAccess access, CancellationToken cancellationToken = default)
    {
        await answer(reference, cancellationToken);
        return new CredentialLease(Info(reference), VaultWorld.Password());
    }

    public async ValueTask<bool> DeleteAsync(TenantId tenant, string name, CredentialAccess access, CancellationToken cancellationToken = default)
    {
        await answer(new CredentialReference(tenant, name, ""), cancellationToken);
        return true;
    }

    public async IAsyncEnumerable<CredentialInfo> ListAsync(TenantId tenant, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return Info(new CredentialReference(tenant, "first", "import"));
        await answer(new CredentialReference(tenant, "list", ""), cancellationToken);
        while (IsEndless && !cancellationToken.IsCancellationRequested) yield return Info(new CredentialReference(tenant, "more", "import"));
    }

    private static CredentialInfo Info(CredentialReference reference) => new() { Reference = reference, Kind = CredentialKind.Password, StoredAt = DateTimeOffset.UnixEpoch, Version = "1-a" };
}
