namespace Mailroom.Mailboxes;

/// <summary>One message of a mailbox as it stands there.</summary>
/// <param name="Content">Its bytes, without what the mailbox's format adds.</param>
internal readonly record struct RawMail(ReadOnlyMemory<byte> Content);
