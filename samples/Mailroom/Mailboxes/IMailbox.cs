namespace Mailroom.Mailboxes;

/// <summary>A mailbox on disk.</summary>
internal interface IMailbox
{
    /// <summary>What kind of mailbox it is, for people: <c>mbox</c>, <c>Maildir</c>, <c>eml</c>.</summary>
    string Format { get; }

    /// <summary>The folder whose changes mean that there may be new messages.</summary>
    string Folder { get; }

    /// <summary>Reads all messages, one at a time, in an order that does not change.</summary>
    IAsyncEnumerable<RawMail> ReadAsync(CancellationToken cancellationToken);
}
