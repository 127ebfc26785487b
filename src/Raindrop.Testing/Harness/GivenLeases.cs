using Raindrop.Credentials;
using Raindrop.Extensions;
using Raindrop.Tenancy;

namespace Raindrop.Testing.Harness;

/// <summary>Gives a run the credentials of its test, and takes them back when it ends.</summary>
internal sealed class GivenLeases(HarnessDatabase database) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<CredentialUse> _opened = [];
    private readonly List<CredentialLease> _leases = [];

    public IReadOnlyList<CredentialUse> Opened
    {
        get
        {
            lock (_lock) return [.. _opened];
        }
    }

    public CredentialLease Open(CredentialUse use)
    {
        if (!database.Node.Definition.Credentials.Contains(use))
            throw new DerivationException(DerivationFailure.UndeclaredCredential, $"Extension '{database.Node.Id}': it asked for a credential '{use.Name}' for '{use.Purpose}'. Declare it among the credentials.");
        if (!database.Credentials.TryGetValue(use, out var given))
            throw new DerivationException(DerivationFailure.MissingCredential, $"Extension '{database.Node.Id}': it asked for a credential '{use.Name}' for '{use.Purpose}' that was not given.");
        var lease = new CredentialLease(InfoOf(use, given), given.Clone());
        lock (_lock)
        {
            _opened.Add(use);
            _leases.Add(lease);
        }

        return lease;
    }

    public void Dispose()
    {
        foreach (var lease in _leases) lease.Dispose();
    }

    // A test compares what comes out, so the times are always the same.
    private static CredentialInfo InfoOf(CredentialUse use, Credential given) => new()
    {
        Reference = new CredentialReference(TenantId.Parse(new string('a', TenantId.Length)), use.Name, use.Purpose),
        Kind = given.Kind,
        StoredAt = DateTimeOffset.UnixEpoch,
        ExpiresAt = given.ExpiresAt,
        Version = "1-harness",
    };
}
