namespace Raindrop.Documents;

/// <summary>The document, revision or attachment does not exist.</summary>
public sealed class DocumentNotFoundException : DocumentStoreException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong and what to do; <see langword="null"/> for the usual message.</param>
    /// <param name="innerException">What caused it.</param>
    public DocumentNotFoundException(string? message = null, Exception? innerException = null)
        : base(message ?? "The document, revision or attachment does not exist.", innerException)
    {
    }
}
