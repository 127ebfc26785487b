namespace Raindrop.Documents;

/// <summary>The document, attachment or request is larger than the store takes.</summary>
public sealed class DocumentTooLargeException : DocumentStoreException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong and what to do; <see langword="null"/> for the usual message.</param>
    /// <param name="innerException">What caused it.</param>
    public DocumentTooLargeException(string? message = null, Exception? innerException = null)
        : base(message ?? "The document or request is larger than the store takes (8 MB a document by CouchDB's default): split it, or raise the server's limit.", innerException)
    {
    }
}
