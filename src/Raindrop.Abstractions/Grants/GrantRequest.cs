using Raindrop.Tenancy;

namespace Raindrop.Grants;

/// <summary>What a grant is to allow.</summary>
public sealed record GrantRequest
{
    /// <summary>The release that the documents belong to: 1 to 64 letters, digits and <c>-._</c>.</summary>
    public required string Release { get; init; }

    /// <summary>The release's number, from 1 to 9,007,199,254,740,991. In a database it never goes back.</summary>
    public required long Sequence { get; init; }

    /// <summary>The tenants into whose databases the documents may be written, at least one.</summary>
    public required IReadOnlyList<TenantId> Tenants { get; init; }

    /// <summary>The documents, at least one.</summary>
    public required IReadOnlyList<GrantedDocument> Documents { get; init; }
}
