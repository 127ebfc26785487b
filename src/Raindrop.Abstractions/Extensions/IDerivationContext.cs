using System.Text.Json.Serialization.Metadata;
using Raindrop.Credentials;

namespace Raindrop.Extensions;

/// <summary>All that a running derivation can do: emit derived documents, read documents of the schemas and open credentials that its extension declared, and hash people's addresses. Safe for concurrent use within one derivation.</summary>
public interface IDerivationContext
{
    /// <summary>Emits a derived document. Whatever this derivation emitted before and does not emit again is deleted.</summary>
    /// <param name="schema">One of the extension's output schemas.</param>
    /// <param name="key">The document's key, unique within the schema among all that this extension emits, whatever the input: see <see cref="Schemas.DocumentKey"/>.</param>
    /// <param name="payload">The body: one JSON object in UTF-8 without names that start with <c>rd_</c> or <c>_</c>. The bytes are copied.</param>
    /// <returns>The emitted document, to attach bytes to it.</returns>
    /// <exception cref="DerivationException">The schema was not declared, the key is not valid or was emitted already, or the payload is not valid.</exception>
    IEmittedDocument Emit(string schema, string key, ReadOnlySpan<byte> payload);

    /// <summary>Emits a derived document.</summary>
    /// <param name="schema">One of the extension's output schemas.</param>
    /// <param name="key">The document's key.</param>
    /// <param name="payload">The body.</param>
    /// <param name="type">The body's source-generated metadata. Members are written in the order of their declaration, so the bytes are always the same.</param>
    /// <typeparam name="T">The body's type.</typeparam>
    /// <returns>The emitted document, to attach bytes to it.</returns>
    /// <exception cref="DerivationException">As for the other overload.</exception>
    IEmittedDocument Emit<T>(string schema, string key, T payload, JsonTypeInfo<T> type);

    /// <summary>Reads a document of a declared schema by its key, merged where several extensions write the schema. The read is recorded, also when nothing is there, and a change wakes this derivation again.</summary>
    /// <param name="schema">One of the schemas in <see cref="ExtensionDefinition.Reads"/>.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>The document, or <see langword="null"/>.</returns>
    /// <exception cref="DerivationException">The schema was not declared.</exception>
    ValueTask<InputDocument?> ReadAsync(string schema, string key, CancellationToken cancellationToken = default);

    /// <summary>Reads all documents of a declared schema whose keys have a first segment, in the order of their ids. The read is recorded, also when nothing is there.</summary>
    /// <param name="schema">One of the schemas in <see cref="ExtensionDefinition.Reads"/>.</param>
    /// <param name="group">The first segment of the keys.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="DerivationException">The schema was not declared.</exception>
    ValueTask<IReadOnlyList<InputDocument>> ReadGroupAsync(string schema, string group, CancellationToken cancellationToken = default);

    /// <summary>Reads the bytes of an attachment of a document that this derivation was given or read.</summary>
    /// <param name="document">The document.</param>
    /// <param name="name">The attachment's name.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="DerivationException">There is no such attachment.</exception>
    ValueTask<ReadOnlyMemory<byte>> ReadAttachmentAsync(InputDocument document, string name, CancellationToken cancellationToken = default);

    /// <summary>Opens a credential of the tenant that the extension declared, to decrypt or to verify with. The audit trail notes it under <c>extension.</c> and the extension's id.</summary>
    /// <param name="name">The credential's name.</param>
    /// <param name="purpose">The purpose that it was stored for.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The credential. Dispose it as soon as it is used; it does not outlive the derivation.</returns>
    /// <remarks>
    /// A credential is no document: that it was stored, replaced or deleted makes nothing outdated. Once what was missing is there, dead letters are tried
    /// again when they are asked to.
    /// </remarks>
    /// <exception cref="DerivationException">The credential was not declared, or the tenant has none that can be opened.</exception>
    ValueTask<CredentialLease> OpenCredentialAsync(string name, string purpose, CancellationToken cancellationToken = default);

    /// <summary>A keyed hash of something that identifies a person or a message (an address, a Message-ID), for use in keys: the same in one tenant, meaningless outside.</summary>
    /// <param name="value">The text.</param>
    /// <returns>26 characters of <c>a</c>–<c>z</c> and <c>2</c>–<c>7</c>: the first 128 bits of HMAC-SHA-256 in base 32.</returns>
    string HashIdentifier(string value);
}
