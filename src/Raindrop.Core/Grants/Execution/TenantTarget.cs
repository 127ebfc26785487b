using Raindrop.Documents;
using Raindrop.Tenancy;

namespace Raindrop.Grants.Execution;

/// <summary>What the documents of releases in a tenant's database should be. It is written before any of them, and only ever goes forward.</summary>
internal sealed record TenantTarget
{
    public const string Schema = "rd.grant.target";
    public const int SchemaVersion = 1;

    private const string Prefix = Schema + ":";

    public required TenantId Tenant { get; init; }

    /// <summary>The newest release; empty where there was none.</summary>
    public string Release { get; init; } = "";

    /// <summary>Its number; 0 where there was none.</summary>
    public long Sequence { get; init; }

    /// <summary>Every document that a grant has ever named, by id.</summary>
    public IReadOnlyDictionary<string, TargetDocument> Documents { get; init; } = new Dictionary<string, TargetDocument>();

    public static string IdOf(TenantId tenant) => Prefix + tenant.Value;

    /// <summary>Whether a grant says something else of the same release.</summary>
    public bool Contradicts(Grant grant) => (grant.Sequence == Sequence && grant.Release != Release)
        || grant.Documents.Any(document => Documents.TryGetValue(document.Id, out var known) && known.Sequence == grant.Sequence && known.Digest != document.Digest);

    /// <summary>Whether a document is still to be as a grant says.</summary>
    public bool Follows(Grant grant, GrantedDocument document) => Documents.TryGetValue(document.Id, out var known) && known == new TargetDocument(grant.Sequence, document.Digest);

    /// <summary>The target after a grant that does not go back; the same one where nothing changes.</summary>
    public TenantTarget Advance(Grant grant)
    {
        if (Sequence == grant.Sequence && grant.Documents.All(document => Follows(grant, document))) return this;
        var documents = Documents.ToDictionary(StringComparer.Ordinal);
        foreach (var document in grant.Documents) documents[document.Id] = new TargetDocument(grant.Sequence, document.Digest);
        return this with { Release = grant.Release, Sequence = grant.Sequence, Documents = documents };
    }

    /// <summary>Makes one target of several that stand in conflict, as a cluster can bring about: of each document the newest. Every host chooses alike.</summary>
    /// <param name="leaves">At least one.</param>
    public static TenantTarget Merge(IReadOnlyList<TenantTarget> leaves)
    {
        var newest = leaves.OrderByDescending(leaf => leaf.Sequence).ThenByDescending(leaf => leaf.Release, StringComparer.Ordinal).First();
        var documents = leaves.SelectMany(leaf => leaf.Documents).GroupBy(document => document.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Select(document => document.Value).OrderByDescending(document => document.Sequence).ThenByDescending(document => document.Digest, StringComparer.Ordinal).First(), StringComparer.Ordinal);
        return newest with { Documents = documents };
    }
}
