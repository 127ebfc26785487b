using System.Globalization;
using Raindrop.Sealing;

namespace Raindrop.Credentials.Records;

/// <summary>What stands in the clear beside a sealed credential. The seal covers all of it, so whoever edits it makes the record unreadable.</summary>
internal readonly record struct CredentialHeader
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public required CredentialReference Reference { get; init; }

    public required CredentialKind Kind { get; init; }

    public required DateTimeOffset StoredAt { get; init; }

    public required DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The tenant key from which the record's key derives.</summary>
    public required string KeyId { get; init; }

    /// <summary>The header of a credential that is stored now. Times are kept to the second.</summary>
    public static CredentialHeader Of(CredentialReference reference, Credential credential, DateTimeOffset now) => new()
    {
        Reference = reference,
        Kind = credential.Kind,
        StoredAt = ToSecond(now),
        ExpiresAt = credential.ExpiresAt is { } expires ? ToSecond(expires) : null,
        KeyId = "",
    };

    /// <summary>What the record is bound to.</summary>
    public byte[] ToContext() => SealContext.Of(
        CredentialFormat.Schema,
        CredentialFormat.Version,
        SealedRecord.SuiteName,
        Reference.Tenant.Value,
        Reference.Name,
        Reference.Purpose,
        KeyId,
        Kind.ToString(),
        Write(StoredAt),
        ExpiresAt is { } expires ? Write(expires) : "");

    public CredentialInfo ToInfo(string version) => new() { Reference = Reference, Kind = Kind, StoredAt = StoredAt, ExpiresAt = ExpiresAt, Version = version };

    /// <summary>A time as it is stored: UTC, to the second.</summary>
    public static string Write(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <summary>Reads a time that was stored.</summary>
    public static DateTimeOffset? ReadTime(string? text) =>
        DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static DateTimeOffset ToSecond(DateTimeOffset time)
    {
        var utc = time.ToUniversalTime();
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerSecond));
    }
}
