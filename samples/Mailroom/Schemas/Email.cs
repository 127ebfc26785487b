namespace Mailroom.Schemas;

/// <summary>The header of a message. Message-IDs stand without their angle brackets; <see cref="References"/> starts with the oldest and ends with what is answered.</summary>
internal sealed record Email(
    string? MessageId,
    IReadOnlyList<string> References,
    DateTimeOffset? Date,
    string Subject,
    Address? From,
    IReadOnlyList<Address> To,
    IReadOnlyList<Address> Cc,
    IReadOnlyDictionary<string, string> Headers);
