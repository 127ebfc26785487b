using System.Runtime.CompilerServices;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using Mailroom.Mailboxes;

namespace Mailroom.Imap;

/// <summary>
/// A folder on a mail server, opened for reading only. What was imported is not downloaded again. As in a Maildir, drafts and what is marked as deleted are
/// left out, until they are no longer.
/// </summary>
internal sealed class ImapMailbox : IMailbox
{
    private const int MessagesPerCommand = 500;
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);
    private readonly ImapClient _client;
    private readonly IMailFolder _folder;
    private readonly ImapPositions _positions;
    private ImapPosition _position;
    private List<uint> _leftOut = [];

    private ImapMailbox(ImapClient client, IMailFolder folder, ImapPositions positions, ImapPosition position) =>
        (_client, _folder, _positions, _position) = (client, folder, positions, position);

    public string Format => "IMAP";

    public string? Folder => null;

    public int? Count { get; private set; }

    /// <summary>Opens a folder. The client is then the mailbox's to dispose.</summary>
    /// <exception cref="ImapException">There is no such folder.</exception>
    public static async Task<ImapMailbox> OpenAsync(ImapClient client, string name, ImapPositions positions, CancellationToken cancellationToken)
    {
        try
        {
            var folder = await ImapFaults.TellAsync(ImapFailure.BrokenOff, () => FindAsync(client, name, cancellationToken));
            return new ImapMailbox(client, folder, positions, await positions.ReadAsync(folder.UidValidity, cancellationToken));
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    public async IAsyncEnumerable<RawMail> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var uids = await ImapFaults.TellAsync(ImapFailure.BrokenOff, () => SearchAsync(cancellationToken));
        Count = uids.Count;
        foreach (var some in uids.Chunk(MessagesPerCommand))
        {
            await foreach (var mail in ImapDownload.ReadAsync((IImapFolder)_folder, some, cancellationToken)) yield return mail;
        }
    }

    public async ValueTask SettleAsync(IReadOnlyList<RawMail> read, IReadOnlyList<RawMail> refused, CancellationToken cancellationToken)
    {
        _position = _position.After(read.Select(mail => mail.Uid), refused.Select(mail => mail.Uid), _leftOut);
        await _positions.WriteAsync(_position, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(Farewell);
        try
        {
            if (_client.IsConnected) await _client.DisconnectAsync(quit: true, patience.Token);
        }
        catch (Exception fault) when (fault is OperationCanceledException || ImapFaults.Find(fault, ImapFailure.BrokenOff) is not null)
        {
            // It was to end anyway.
        }

        _client.Dispose();
    }

    private static async Task<IMailFolder> FindAsync(ImapClient client, string name, CancellationToken cancellationToken)
    {
        try
        {
            var folder = name.Equals("INBOX", StringComparison.OrdinalIgnoreCase) ? client.Inbox! : await client.GetFolderAsync(name, cancellationToken);
            await folder.OpenAsync(FolderAccess.ReadOnly, cancellationToken);
            return folder;
        }
        catch (ImapCommandException)
        {
            throw new ImapException(ImapFailure.NoFolder);
        }
    }

    // The range to the end holds the last message even where that has a smaller number (RFC 3501, section 6.4.8).
    private async Task<IList<UniqueId>> SearchAsync(CancellationToken cancellationToken)
    {
        SearchQuery query = SearchQuery.Uids(new UniqueIdRange(new UniqueId(_position.NextUid), UniqueId.MaxValue));
        var open = _position.OpenUids();
        if (open.Count > 0) query = SearchQuery.Or(SearchQuery.Uids(open), query);
        var there = await _folder.SearchAsync(query, cancellationToken);
        if (there.Count == 0) return [];
        var wanted = await _folder.SearchAsync(query.And(SearchQuery.NotDeleted).And(SearchQuery.NotDraft), cancellationToken);
        _leftOut = [.. there.Except(wanted).Select(uid => uid.Id)];
        return [.. wanted.Where(uid => uid.Id >= _position.NextUid || open.Contains(uid)).Order()];
    }
}
