namespace Raindrop.Documents;

/// <summary>Attachments, streamed.</summary>
public interface IDocumentAttachments
{
    /// <summary>Opens an attachment for reading.</summary>
    /// <param name="document">The document, and a revision or none for the winning one.</param>
    /// <param name="name">The attachment's name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The bytes; <see langword="null"/> if there is no such document or attachment. Dispose it.</returns>
    ValueTask<AttachmentContent?> OpenAttachmentAsync(DocumentReference document, string name, CancellationToken cancellationToken = default);

    /// <summary>Adds or replaces one attachment, streamed, and leaves the document's body as it is.</summary>
    /// <param name="document">The document and its current revision; no revision to create the document.</param>
    /// <param name="name">The attachment's name.</param>
    /// <param name="contentType">The media type.</param>
    /// <param name="content">The bytes, read to their end and not disposed.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The document's new revision.</returns>
    /// <exception cref="DocumentConflictException">The document has another revision.</exception>
    ValueTask<string> PutAttachmentAsync(DocumentReference document, string name, string contentType, Stream content, CancellationToken cancellationToken = default);

    /// <summary>Removes one attachment.</summary>
    /// <param name="document">The document and its current revision.</param>
    /// <param name="name">The attachment's name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The document's new revision.</returns>
    /// <exception cref="DocumentConflictException">The document has another revision.</exception>
    /// <exception cref="DocumentNotFoundException">There is no such document or attachment.</exception>
    ValueTask<string> DeleteAttachmentAsync(DocumentReference document, string name, CancellationToken cancellationToken = default);
}
