namespace Raindrop.Documents;

/// <summary>The base of everything that a document store answers instead of doing what was asked.</summary>
/// <remarks>The message says what went wrong and what to do. It holds no content, no credential and no name of a database, since that names a user.</remarks>
public abstract class DocumentStoreException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong and what to do.</param>
    /// <param name="innerException">What caused it.</param>
    protected DocumentStoreException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>The operation that was refused, for example <c>bulk write</c>; <see langword="null"/> if unknown.</summary>
    public string? Operation { get; init; }

    /// <summary>The HTTP status that the server answered, or <see langword="null"/> where there was none.</summary>
    public int? Status { get; init; }

    /// <summary>The id of the document concerned, or <see langword="null"/>. It is not in the message.</summary>
    public string? DocumentId { get; init; }
}
