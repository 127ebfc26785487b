namespace Raindrop.Extensions;

/// <summary>A document that a derivation emits.</summary>
public interface IEmittedDocument
{
    /// <summary>The id that it will have.</summary>
    string Id { get; }

    /// <summary>Attaches bytes to it.</summary>
    /// <param name="name">The attachment's name, unique in the document.</param>
    /// <param name="contentType">The media type.</param>
    /// <param name="content">The bytes. They are not copied: leave them as they are.</param>
    /// <returns>This document.</returns>
    /// <exception cref="DerivationException">The name is empty, starts with <c>_</c>, or is taken.</exception>
    IEmittedDocument Attach(string name, string contentType, ReadOnlyMemory<byte> content);
}
