namespace Raindrop.Documents;

/// <summary>The rule that a document breaks.</summary>
public enum InvalidDocumentReason
{
    /// <summary>The body is not JSON in well-formed UTF-8, or gives a name twice in one object, or is nested deeper than 512.</summary>
    MalformedJson,

    /// <summary>The body is JSON, but not an object.</summary>
    NotAnObject,

    /// <summary>A string or a name holds a surrogate without its partner.</summary>
    UnpairedSurrogate,

    /// <summary>A top-level name starts with <c>_</c>, which is the store's own.</summary>
    ReservedName,

    /// <summary>The id is empty, or starts with <c>_</c> and is not a design document's.</summary>
    InvalidId,

    /// <summary>The revision is not a number, a dash and a suffix.</summary>
    InvalidRevision,

    /// <summary>A number is too large for a double (IEEE 754, binary64), about 1.8e308. CouchDB refuses it, or fails over it together with all that is written beside it.</summary>
    NumberOutOfRange,
}
