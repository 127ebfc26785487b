using Raindrop.Documents;
using Raindrop.Keys;

namespace Raindrop.Credentials.Tests.Remote;

/// <summary>Every typed exception that a vault may throw, by a name that is also a credential's.</summary>
internal static class VaultExceptions
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(7.5);

    public static IReadOnlyDictionary<string, Func<CredentialReference, Exception>> All { get; } = new Dictionary<string, Func<CredentialReference, Exception>>
    {
        ["not-found"] = reference => new CredentialNotFoundException(reference),
        ["exists"] = reference => new CredentialExistsException(reference),
        ["conflict"] = reference => new CredentialConflictException(reference),
        ["expired"] = reference => new CredentialExpiredException(reference),
        ["unreadable"] = reference => new CredentialUnreadableException(reference),
        ["suspended"] = reference => new TenantKeyException(reference.Tenant, TenantKeyFailure.Suspended),
        ["shredded"] = reference => new TenantKeyException(reference.Tenant, TenantKeyFailure.Shredded),
        ["missing"] = reference => new TenantKeyException(reference.Tenant, TenantKeyFailure.Missing),
        ["lost"] = reference => new TenantKeyException(reference.Tenant, TenantKeyFailure.Lost),
        ["unavailable"] = _ => new KeyProviderException(KeyProviderFailure.Unavailable, "The module is away. Plug it in."),
        ["throttled"] = _ => new KeyProviderException(KeyProviderFailure.Throttled, "Slow down.") { RetryAfter = Wait },
        ["not-configured"] = _ => new KeyProviderException(KeyProviderFailure.NotConfigured, "There is no key. Make one."),
        ["refused"] = _ => new KeyRefusedException(),
        ["store-unavailable"] = _ => new StoreUnavailableException("Later.") { RetryAfter = Wait, Operation = "write document", Status = 503, DocumentId = "a" },
        ["database-not-found"] = _ => new DatabaseNotFoundException("None.") { Operation = "read", Status = 404 },
        ["document-not-found"] = _ => new DocumentNotFoundException { DocumentId = "a" },
        ["document-conflict"] = _ => new DocumentConflictException { Status = 409 },
        ["too-large"] = _ => new DocumentTooLargeException { Status = 413 },
        ["forbidden"] = _ => new StoreForbiddenException("Not you.") { Status = 403 },
        ["unauthorized"] = _ => new StoreUnauthorizedException { Status = 401 },
        ["protocol"] = _ => new StoreProtocolException { Operation = "read" },
        ["feature-missing"] = _ => new StoreFeatureMissingException(StoreCapabilities.Find) { Operation = "find" },
        ["invalid-document"] = _ => new InvalidDocumentException("a", InvalidDocumentReason.ReservedName),
        ["argument"] = _ => new ArgumentException("Not of its form."),
    };
}
