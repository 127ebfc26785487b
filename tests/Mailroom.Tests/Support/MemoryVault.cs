using System.Runtime.CompilerServices;
using Raindrop.Credentials;
using Raindrop.Tenancy;

namespace Mailroom.Tests.Support;

/// <summary>A vault that keeps what it is given, and can be made to give something else.</summary>
internal sealed class MemoryVault : ICredentialVault
{
    private readonly Dictionary<CredentialReference, (Credential Credential, CredentialInfo Info)> _stored = [];
    private int _version;

    public IEnumerable<CredentialReference> References => _stored.Keys;

    /// <summary>What it gives instead of what it was given.</summary>
    public Func<Credential, Credential> Substitute { get; set; } = Copy;

    public ValueTask<CredentialInfo> StoreAsync(CredentialReference reference, Credential credential, CredentialAccess access, CancellationToken cancellationToken = default) =>
        _stored.ContainsKey(reference) ? throw new CredentialExistsException(reference) : ValueTask.FromResult(Put(reference, credential));

    public ValueTask<CredentialInfo> ReplaceAsync(CredentialReference reference, Credential credential, CredentialAccess access, string? version = null, CancellationToken cancellationToken = default) =>
        _stored.ContainsKey(reference) ? ValueTask.FromResult(Put(reference, credential)) : throw new CredentialNotFoundException(reference);

    public ValueTask<CredentialLease> OpenAsync(CredentialReference reference, CredentialAccess access, CancellationToken cancellationToken = default) =>
        _stored.TryGetValue(reference, out var found) ? ValueTask.FromResult(new CredentialLease(found.Info, Substitute(found.Credential))) : throw new CredentialNotFoundException(reference);

    public ValueTask<bool> DeleteAsync(TenantId tenant, string name, CredentialAccess access, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(_stored.Keys.Where(key => key.Tenant == tenant && key.Name == name).ToList().Exists(_stored.Remove));

    public async IAsyncEnumerable<CredentialInfo> ListAsync(TenantId tenant, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        foreach (var (reference, stored) in _stored)
        {
            if (reference.Tenant == tenant) yield return stored.Info;
        }
    }

    private CredentialInfo Put(CredentialReference reference, Credential credential)
    {
        var info = new CredentialInfo { Reference = reference, Kind = credential.Kind, StoredAt = TimeProvider.System.GetUtcNow(), Version = $"{++_version}" };
        _stored[reference] = (Copy(credential), info);
        return info;
    }

    private static Credential Copy(Credential credential) => new() { Kind = credential.Kind, Endpoint = credential.Endpoint, UserName = credential.UserName, Value = credential.Value.Clone() };
}
