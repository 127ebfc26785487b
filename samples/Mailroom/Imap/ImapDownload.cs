using System.Runtime.CompilerServices;
using System.Threading.Channels;
using MailKit;
using MailKit.Net.Imap;
using Mailroom.Mailboxes;

namespace Mailroom.Imap;

/// <summary>Downloads many messages with one command, and gives them on one by one: the server is read no faster than messages are taken, so that two are in memory at most.</summary>
internal static class ImapDownload
{
    /// <exception cref="ImapException">The connection broke off.</exception>
    public static async IAsyncEnumerable<RawMail> ReadAsync(IImapFolder folder, IList<UniqueId> uids, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var messages = Channel.CreateBounded<RawMail>(1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var downloading = DownloadAsync(folder, uids, messages.Writer, stop.Token);
        try
        {
            await foreach (var mail in messages.Reader.ReadAllAsync(cancellationToken)) yield return mail;
        }
        finally
        {
            await stop.CancelAsync();
            await downloading;
        }
    }

    private static async Task DownloadAsync(IImapFolder folder, IList<UniqueId> uids, ChannelWriter<RawMail> messages, CancellationToken cancellationToken)
    {
        try
        {
            await folder.GetStreamsAsync(uids, async (_, _, uid, stream, token) => await messages.WriteAsync(new RawMail(await ReadAsync(stream, token), uid.Id), token), cancellationToken);
            messages.Complete();
        }
        catch (Exception fault)
        {
            messages.Complete(ImapFaults.Find(fault, ImapFailure.BrokenOff) is { } failure ? new ImapException(failure) : fault);
        }
    }

    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var content = new byte[stream.Length];
        await stream.ReadExactlyAsync(content, cancellationToken);
        return content;
    }
}
