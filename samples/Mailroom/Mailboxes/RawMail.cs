namespace Mailroom.Mailboxes;

/// <summary>One message of a mailbox as it stands there.</summary>
/// <param name="Content">Its bytes, without what the mailbox's format adds.</param>
/// <param name="Uid">Its number, in a mailbox that numbers its messages.</param>
internal readonly record struct RawMail(ReadOnlyMemory<byte> Content, uint Uid = 0);
