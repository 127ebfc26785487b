namespace Raindrop.Credentials;

/// <summary>What came of it. The names are stored.</summary>
public enum AuditOutcome
{
    /// <summary>A change was asked for, and is noted before it is made. How it ended stands in an entry of its own; where there is none, the call was ended or its host died, and the change may have been made or not.</summary>
    Requested,

    /// <summary>It was done. Of an opening, this is noted before the credential is given.</summary>
    Done,

    /// <summary>There was no credential of this name and purpose.</summary>
    NotFound,

    /// <summary>There was a credential of this name already.</summary>
    Exists,

    /// <summary>The credential had another version than the one to replace.</summary>
    Conflict,

    /// <summary>The credential had expired.</summary>
    Expired,

    /// <summary>The record was not one that the vault sealed for this reference: damaged, or tampered with.</summary>
    Unreadable,

    /// <summary>The tenant had no key to use: suspended, shredded, or its key lost.</summary>
    NoKey,

    /// <summary>The key provider or the store failed; a change may have been made or not.</summary>
    Failed,
}
