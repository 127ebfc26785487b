namespace Raindrop.Documents;

/// <summary>A document is not valid, and was not sent.</summary>
public sealed class InvalidDocumentException : DocumentStoreException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="documentId">The document's id.</param>
    /// <param name="reason">The rule that it breaks.</param>
    public InvalidDocumentException(string? documentId, InvalidDocumentReason reason)
        : base(Describe(reason))
    {
        DocumentId = documentId;
        Reason = reason;
    }

    /// <summary>The rule that the document breaks.</summary>
    public InvalidDocumentReason Reason { get; }

    private static string Describe(InvalidDocumentReason reason) => reason switch
    {
        InvalidDocumentReason.MalformedJson => "The body is not JSON in well-formed UTF-8, or gives a name twice in one object.",
        InvalidDocumentReason.NotAnObject => "The body must be a JSON object.",
        InvalidDocumentReason.UnpairedSurrogate => "A string in the body holds a surrogate without its partner, which has no UTF-8 form.",
        InvalidDocumentReason.ReservedName => "A top-level name in the body starts with '_', which is reserved for the store.",
        InvalidDocumentReason.InvalidId => "The id must not be empty, nor start with '_' unless it is a design document's.",
        InvalidDocumentReason.NumberOutOfRange => "A number in the body is too large for a double: write it as a string.",
        _ => "A revision must be a number, a dash and a suffix.",
    };
}
