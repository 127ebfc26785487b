using Raindrop.Documents;
using Raindrop.Sealing;

namespace Raindrop.Credentials.Records;

/// <summary>What stands in the clear beside a sealed credential. The seal covers all of it, so whoever edits it makes the record unreadable.</summary>
internal readonly record struct CredentialHeader
{
    /// <summary>Room for the longest context: ten parts with their lengths, of which three are labels and one is a key's id.</summary>
    public const int LongestContext = 512;

    /// <summary>The greatest length of a key's id, in characters of ASCII.</summary>
    public const int LongestKeyId = 64;

    public required CredentialReference Reference { get; init; }

    public required CredentialKind Kind { get; init; }

    /// <summary>When it was stored, as it stands in the document.</summary>
    public required string Stored { get; init; }

    /// <summary>When it expires, as it stands in the document; <see langword="null"/> for never.</summary>
    public required string? Expires { get; init; }

    /// <summary>The tenant key from which the record's key derives.</summary>
    public required string KeyId { get; init; }

    public DateTimeOffset? ExpiresAt => Expires is null ? null : StoredTime.Parse(Expires);

    /// <summary>The header of a credential that is stored now. Times are kept to the second.</summary>
    public static CredentialHeader Of(CredentialReference reference, Credential credential, DateTimeOffset now) => new()
    {
        Reference = reference,
        Kind = credential.Kind,
        Stored = StoredTime.ToText(now),
        Expires = credential.ExpiresAt is { } expires ? StoredTime.ToText(expires) : null,
        KeyId = "",
    };

    /// <summary>Writes what the record is bound to.</summary>
    /// <param name="target">Takes the context: <see cref="LongestContext"/> bytes.</param>
    public ReadOnlySpan<byte> WriteContext(Span<byte> target) => target[..SealContext.Write(
        target,
        CredentialFormat.Schema,
        CredentialFormat.Version,
        SealedRecord.SuiteName,
        Reference.Tenant.Value,
        Reference.Name,
        Reference.Purpose,
        KeyId,
        CredentialFormat.NameOf(Kind),
        Stored,
        Expires ?? "")];

    public CredentialInfo ToInfo(string version) => new() { Reference = Reference, Kind = Kind, StoredAt = StoredTime.Parse(Stored), ExpiresAt = ExpiresAt, Version = version };
}
