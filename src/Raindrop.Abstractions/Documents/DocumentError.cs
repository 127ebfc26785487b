namespace Raindrop.Documents;

/// <summary>Why one document of several could not be read or written.</summary>
public enum DocumentError
{
    /// <summary>Nothing went wrong.</summary>
    None,

    /// <summary>The document, or the revision asked for, does not exist.</summary>
    NotFound,

    /// <summary>The document has another revision than the write named.</summary>
    Conflict,

    /// <summary>The store's rules refuse the document (validation, or a reserved id).</summary>
    Forbidden,

    /// <summary>The caller is not known to the store.</summary>
    Unauthorized,

    /// <summary>The document is larger than the store takes.</summary>
    TooLarge,

    /// <summary>The document is not valid: its id, its body or its revision.</summary>
    Invalid,

    /// <summary>The store failed on this document.</summary>
    Failed,
}
