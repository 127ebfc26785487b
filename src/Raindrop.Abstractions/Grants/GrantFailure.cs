namespace Raindrop.Grants;

/// <summary>Why a grant cannot be issued.</summary>
public enum GrantFailure
{
    /// <summary>The name or the number of the release.</summary>
    Release = 0,

    /// <summary>There is no tenant, or one is named twice.</summary>
    Tenants,

    /// <summary>There is no document, an id is given twice, or a digest is none.</summary>
    Documents,

    /// <summary>An id has characters that ids of grants do not have.</summary>
    DocumentId,

    /// <summary>An id is outside the reserved prefixes.</summary>
    OutsidePrefix,

    /// <summary>The token would be too long for a header.</summary>
    TooLarge,

    /// <summary>A content holds a number that stores write in different ways.</summary>
    Number,

    /// <summary>A content is not a body that a store takes.</summary>
    Content,
}
