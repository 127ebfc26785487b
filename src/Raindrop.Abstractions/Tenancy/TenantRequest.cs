namespace Raindrop.Tenancy;

/// <summary>A request to a tenant's database, parsed once: what is authorized here is what is sent on.</summary>
public sealed class TenantRequest
{
    /// <summary>What the request does.</summary>
    public required TenantOperation Operation { get; init; }

    /// <summary>Who may do that.</summary>
    /// <value>Nobody, unless set.</value>
    public OperationAccess Access { get; init; }

    /// <summary>The method, for example <c>GET</c>.</summary>
    public required string Method { get; init; }

    /// <summary>Whether the request writes. A <c>POST</c> that only queries does not.</summary>
    /// <value>True, unless set.</value>
    public bool IsWrite { get; init; } = true;

    /// <summary>The name by which the request calls the database: the tenant's id, if the database is to be found. Never the real name.</summary>
    public string? Database { get; init; }

    /// <summary>The id of the document, <c>_design/</c> or <c>_local/</c> included; <see langword="null"/> where the request names none.</summary>
    public string? DocumentId { get; init; }

    /// <summary>The name of the attachment; it may hold slashes.</summary>
    public string? AttachmentName { get; init; }

    /// <summary>The name of the view or index that is queried, a part of the design document in <see cref="DocumentId"/>.</summary>
    public string? IndexName { get; init; }

    /// <summary>The partition that the request is limited to.</summary>
    public string? Partition { get; init; }

    /// <summary>The id that a document is copied to, in the same database.</summary>
    public string? CopyTarget { get; init; }

    /// <summary>The revision at <see cref="CopyTarget"/> that the copy replaces.</summary>
    public string? CopyTargetRevision { get; init; }

    /// <summary>The query parameters, each name once, in the order of the request.</summary>
    public IReadOnlyList<RequestParameter> Parameters { get; init; } = [];

    /// <summary>The value of a query parameter.</summary>
    /// <param name="name">Its name in CouchDB's reference.</param>
    /// <returns>The value, or <see langword="null"/> where the request does not give the parameter.</returns>
    public string? FindParameter(string name)
    {
        for (var i = 0; i < Parameters.Count; i++)
        {
            if (Parameters[i].Name == name) return Parameters[i].Value;
        }

        return null;
    }

    /// <summary>The operation alone: ids, names and parameters are content.</summary>
    public override string ToString() => Operation.ToString();
}
