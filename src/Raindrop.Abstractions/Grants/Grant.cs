using Raindrop.Tenancy;

namespace Raindrop.Grants;

/// <summary>A short-lived right to write certain documents into the databases of certain tenants, once, and to read nothing.</summary>
/// <remarks>This is what a grant says. What gives the right is the signed text of it, <see cref="SignedGrant.Token"/>.</remarks>
public sealed record Grant
{
    /// <summary>The grant.</summary>
    public required GrantId Id { get; init; }

    /// <summary>The installation that it is meant for. Another one refuses it, even if it knows the key.</summary>
    public required string Audience { get; init; }

    /// <summary>The release that the documents belong to.</summary>
    public required string Release { get; init; }

    /// <summary>The release's number, 1 or more. In a database it never goes back.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it was issued, to the second.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>The moment from which it is refused, to the second. One that was presented before may be executed later.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The tenants into whose databases the documents may be written, each once.</summary>
    public required IReadOnlyList<TenantId> Tenants { get; init; }

    /// <summary>The documents, each once. All of them are written, or the request is refused.</summary>
    public required IReadOnlyList<GrantedDocument> Documents { get; init; }

    /// <summary>The grant's id alone.</summary>
    public override string ToString() => $"Grant {Id}";
}
