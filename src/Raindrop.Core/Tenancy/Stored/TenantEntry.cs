using System.Security.Cryptography;
using Raindrop.Documents;

namespace Raindrop.Tenancy.Stored;

/// <summary>A tenant in the directory, as one document.</summary>
internal sealed record TenantEntry
{
    public const string Schema = "rd.tenant";
    public const int SchemaVersion = 1;

    private const string Prefix = Schema + ":";

    // The alphabet and the length of a tenant's id: as many random bits.
    private const string NameAlphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const string NamePrefix = "t-";

    public static IdRange Range { get; } = IdRange.StartingWith(Prefix);

    public required TenantId Tenant { get; init; }

    public required TenantEntryState State { get; init; }

    /// <summary>The name of the tenant's database; it stays when the tenant is gone.</summary>
    public required string Database { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The keyed hashes of the identities that sign in to it.</summary>
    public IReadOnlyList<string> Identities { get; init; } = [];

    /// <summary>The keyed hash of an identity that is being linked.</summary>
    public string? Linking { get; init; }

    /// <summary>When it was suspended the last time, whether or not it still is.</summary>
    public DateTimeOffset? SuspendedAt { get; init; }

    /// <summary>When its deletion began.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>What remains of a deleted tenant.</summary>
    public IReadOnlyList<TenantRemainder> Remains { get; init; } = [];

    public string Id => IdOf(Tenant);

    public bool IsGoing => State >= TenantEntryState.Undoing;

    public TenantPhase Phase => State switch
    {
        TenantEntryState.Creating => TenantPhase.Creating,
        TenantEntryState.Active => TenantPhase.Active,
        TenantEntryState.Deleted => TenantPhase.Deleted,
        TenantEntryState.Undoing or TenantEntryState.Deleting => TenantPhase.Deleting,
        _ => TenantPhase.Suspended,
    };

    public static string IdOf(TenantId tenant) => Prefix + tenant.Value;

    public static bool TryGetTenant(string id, out TenantId tenant)
    {
        tenant = default;
        return id.StartsWith(Prefix, StringComparison.Ordinal) && TenantId.TryParse(id[Prefix.Length..], out tenant);
    }

    /// <summary>A tenant that has nothing yet.</summary>
    public static TenantEntry New(string identity, DateTimeOffset now) => new()
    {
        Tenant = TenantId.New(),
        State = TenantEntryState.Creating,
        Database = NamePrefix + RandomNumberGenerator.GetString(NameAlphabet, TenantId.Length),
        CreatedAt = StoredTime.Truncate(now),
        Identities = [identity],
    };

    public TenantInfo ToInfo() => new()
    {
        Tenant = Tenant,
        Phase = Phase,
        Database = Database,
        CreatedAt = CreatedAt,
        SuspendedAt = SuspendedAt,
        Identities = Identities.Count,
        Deletion = State == TenantEntryState.Deleted ? ToDeletion() : null,
    };

    public TenantDeletion ToDeletion() => new() { Tenant = Tenant, DeletedAt = DeletedAt ?? CreatedAt, Remains = Remains };
}
