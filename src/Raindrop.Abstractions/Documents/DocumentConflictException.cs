namespace Raindrop.Documents;

/// <summary>The document has another revision than the write named.</summary>
public sealed class DocumentConflictException : DocumentStoreException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong and what to do; <see langword="null"/> for the usual message.</param>
    /// <param name="innerException">What caused it.</param>
    public DocumentConflictException(string? message = null, Exception? innerException = null)
        : base(message ?? "The document was changed by someone else: read its current revision and try again.", innerException)
    {
    }
}
