using Raindrop.Documents;
using Raindrop.Keys;

namespace Raindrop.Credentials.Remote;

/// <summary>Carries the vault's typed exceptions across, with their facts.</summary>
internal static class WireErrors
{
    /// <summary>Stands for whatever the contract has no word for. What it was stays in the vault's process.</summary>
    private const string Unknown = "Unknown";

    /// <summary>The answer to a caller of another version, in words that every version reads.</summary>
    public static WireError OtherProtocol(int asked) => new()
    {
        Type = nameof(StoreProtocolException),
        Message = $"The process of the credential vault speaks version {WireRequest.CurrentProtocol} of its protocol, and was asked in version {asked}: bring both processes to the same version.",
    };

    public static WireError Of(Exception exception, CredentialReference asked) => exception switch
    {
        CredentialException e => new WireError { Type = e.GetType().Name, Name = e.Reference.Name == asked.Name ? null : e.Reference.Name },
        TenantKeyException e => new WireError { Type = nameof(TenantKeyException), Reason = e.Failure.ToString() },
        KeyProviderException e => new WireError { Type = nameof(KeyProviderException), Reason = e.Failure.ToString(), Message = e.Message, RetryAfter = e.RetryAfter },
        KeyRefusedException => new WireError { Type = nameof(KeyRefusedException) },
        ArgumentException e => new WireError { Type = nameof(ArgumentException), Message = e.Message },
        DocumentStoreException e => Of(e),
        _ => new WireError { Type = Unknown },
    };

    /// <exception cref="InvalidDataException">The other side does not speak the protocol.</exception>
    public static Exception ToException(WireError error, CredentialReference asked)
    {
        var reference = error.Name is null ? asked : asked with { Name = error.Name, Purpose = "" };
        return error.Type switch
        {
            nameof(CredentialNotFoundException) => new CredentialNotFoundException(reference),
            nameof(CredentialExistsException) => new CredentialExistsException(reference),
            nameof(CredentialConflictException) => new CredentialConflictException(reference),
            nameof(CredentialExpiredException) => new CredentialExpiredException(reference),
            nameof(CredentialUnreadableException) => new CredentialUnreadableException(reference),
            nameof(TenantKeyException) => new TenantKeyException(asked.Tenant, Reason<TenantKeyFailure>(error)),
            nameof(KeyProviderException) => new KeyProviderException(Reason<KeyProviderFailure>(error), error.Message ?? "") { RetryAfter = error.RetryAfter },
            nameof(KeyRefusedException) => new KeyRefusedException(),
            nameof(ArgumentException) => new ArgumentException(error.Message),
            Unknown => new StoreUnavailableException("The process of the credential vault failed in a way that it has no word for: look at its health, and try again."),
            _ => ToStoreException(error),
        };
    }

    private static WireError Of(DocumentStoreException e) => new()
    {
        Type = e.GetType().Name,
        Message = e.Message,
        Reason = e switch
        {
            InvalidDocumentException invalid => invalid.Reason.ToString(),
            StoreFeatureMissingException missing => missing.Capability.ToString(),
            _ => null,
        },
        RetryAfter = (e as StoreUnavailableException)?.RetryAfter,
        Operation = e.Operation,
        Status = e.Status,
        DocumentId = e.DocumentId,
    };

    private static DocumentStoreException ToStoreException(WireError e) => e.Type switch
    {
        nameof(StoreUnavailableException) => new StoreUnavailableException(e.Message) { RetryAfter = e.RetryAfter, Operation = e.Operation, Status = e.Status, DocumentId = e.DocumentId },
        nameof(DatabaseNotFoundException) => new DatabaseNotFoundException(e.Message) { Operation = e.Operation, Status = e.Status, DocumentId = e.DocumentId },
        nameof(DocumentNotFoundException) => new DocumentNotFoundException(e.Message) { Operation = e.Operation, Status = e.Status, DocumentId = e.DocumentId },
        nameof(DocumentConflictException) => new DocumentConflictException(e.Message) { Operation = e.Operation, Status = e.Status, DocumentId = e.DocumentId },
        nameof(DocumentTooLargeException) => new DocumentTooLargeException(e.Message) { Operation = e.Operation, Status = e.Status, DocumentId = e.DocumentId },
        nameof(StoreForbiddenException) => new StoreForbiddenException(e.Message) { Operation = e.Operation, Status = e.Status, DocumentId = e.DocumentId },
        nameof(StoreUnauthorizedException) => new StoreUnauthorizedException(e.Message) { Operation = e.Operation, Status = e.Status, DocumentId = e.DocumentId },
        nameof(StoreProtocolException) => new StoreProtocolException(e.Message) { Operation = e.Operation, Status = e.Status, DocumentId = e.DocumentId },
        nameof(StoreFeatureMissingException) => new StoreFeatureMissingException(Reason<StoreCapabilities>(e)) { Operation = e.Operation, Status = e.Status, DocumentId = e.DocumentId },
        nameof(InvalidDocumentException) => new InvalidDocumentException(e.DocumentId, Reason<InvalidDocumentReason>(e)) { Operation = e.Operation, Status = e.Status },
        _ => throw new InvalidDataException(),
    };

    private static T Reason<T>(WireError error)
        where T : struct, Enum => Enum.TryParse<T>(error.Reason, out var reason) ? reason : throw new InvalidDataException();
}
