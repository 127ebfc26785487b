using System.Globalization;
using System.Security.Cryptography;
using Raindrop.Documents;
using Raindrop.Sealing;

namespace Raindrop.Credentials.Auditing;

/// <summary>An entry with what chains it.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Previous">The hash of the entry before it; empty on the first.</param>
/// <param name="Nonce">26 random characters, so that no two entries are the same and a host knows its own.</param>
internal sealed record AuditRecord(AuditEntry Entry, string Previous, string Nonce)
{
    private const int NonceLength = 16;
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public AuditHead Head => new(Entry.Number, Hash());

    public static AuditRecord After(AuditHead head, AuditNote note, DateTimeOffset now) =>
        new(new AuditEntry(head.Number + 1, ToMillisecond(now), note), head.Hash, Base32.Encode(RandomNumberGenerator.GetBytes(NonceLength)));

    /// <summary>
    /// SHA-256 in lower-case hex over the fields, each with its length in 4 bytes, big-endian, before it: what a store does to the JSON does not matter.
    /// </summary>
    public string Hash()
    {
        var note = Entry.Note;
        return Convert.ToHexStringLower(SHA256.HashData(SealContext.Of(
            AuditFormat.Schema,
            AuditFormat.SchemaVersion.ToString(CultureInfo.InvariantCulture),
            note.Tenant.Value,
            Entry.Number.ToString(CultureInfo.InvariantCulture),
            Previous,
            Nonce,
            Write(Entry.At),
            note.Actor,
            note.Action.ToString(),
            note.Outcome.ToString(),
            note.Name,
            note.Purpose ?? "",
            note.Request?.ToString(CultureInfo.InvariantCulture) ?? "")));
    }

    public Document ToDocument() => new() { Id = AuditFormat.IdOf(Entry.Note.Tenant, Entry.Number), Content = AuditJson.Write(this) };

    /// <summary>A time as it is stored: UTC, to the millisecond.</summary>
    public static string Write(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    public static DateTimeOffset? ReadTime(string? text) =>
        DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static DateTimeOffset ToMillisecond(DateTimeOffset time)
    {
        var utc = time.ToUniversalTime();
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMillisecond));
    }
}
