namespace Raindrop.Grants;

/// <summary>Why a grant that had been accepted was not executed in a database. The names are stored.</summary>
public enum GrantRefusal
{
    /// <summary>It was not refused.</summary>
    None = 0,

    /// <summary>The tenant is suspended, or was after the grant was issued.</summary>
    Revoked,

    /// <summary>It waited too long.</summary>
    TooLate,

    /// <summary>The documents that were handed in are not the granted ones, though the gateway had found them so.</summary>
    Content,

    /// <summary>The same number belongs to another release in this database, or the same document to another content in this release.</summary>
    Contradiction,

    /// <summary>The store refuses a document: it is too large, or a validation function says no. Others may have been written.</summary>
    Store,
}
