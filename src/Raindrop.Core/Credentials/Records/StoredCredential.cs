using Raindrop.Documents;
using Raindrop.Tenancy;

namespace Raindrop.Credentials.Records;

/// <summary>A credential as its document holds it.</summary>
internal sealed class StoredCredential
{
    public required TenantId Tenant { get; init; }

    public required string Name { get; init; }

    /// <summary>The document's winning revision.</summary>
    public required string Revision { get; init; }

    /// <summary>Leaves that lost a conflict.</summary>
    public required IReadOnlyList<string> Conflicts { get; init; }

    /// <summary>What stands in the clear; <see langword="null"/> where the document is not one that the vault wrote.</summary>
    public required CredentialHeader? Header { get; init; }

    /// <summary>The sealed bytes.</summary>
    public required byte[] Record { get; init; }

    public static StoredCredential From(Document document, TenantId tenant, string name)
    {
        var isKnown = CredentialJson.TryRead(document.Content.Span, tenant, name, out var header, out var record);
        return new StoredCredential
        {
            Tenant = tenant,
            Name = name,
            Revision = document.Revision!,
            Conflicts = document.Conflicts,
            Header = isKnown ? header : null,
            Record = record,
        };
    }
}
