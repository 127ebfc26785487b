namespace Mailroom.Mailboxes;

/// <summary>A mailbox, on disk or on a server.</summary>
internal interface IMailbox : IAsyncDisposable
{
    /// <summary>What kind of mailbox it is, for people: <c>mbox</c>, <c>Maildir</c>, <c>eml</c>, <c>IMAP</c>.</summary>
    string Format { get; }

    /// <summary>The folder on disk whose changes mean that there may be new messages, where there is one.</summary>
    string? Folder { get; }

    /// <summary>How many messages there are to read, once that is known.</summary>
    int? Count => null;

    /// <summary>Reads all messages, one at a time, in an order that does not change.</summary>
    IAsyncEnumerable<RawMail> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Hears that messages need not be read again.</summary>
    /// <param name="read">The messages, which are stored by now, except for those refused.</param>
    /// <param name="refused">Those that the store did not take.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask SettleAsync(IReadOnlyList<RawMail> read, IReadOnlyList<RawMail> refused, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    ValueTask IAsyncDisposable.DisposeAsync() => ValueTask.CompletedTask;
}
