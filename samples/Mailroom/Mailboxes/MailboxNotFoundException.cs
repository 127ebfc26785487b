namespace Mailroom.Mailboxes;

/// <summary>There is no mailbox where one was named.</summary>
internal sealed class MailboxNotFoundException() : Exception("There is no mailbox at the path given with --mailbox: name an mbox file, a Maildir, or a folder of .eml files.");
