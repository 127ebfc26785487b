using System.Runtime.CompilerServices;
using Mailroom.Mailboxes;

namespace Mailroom.Tests.Support;

/// <summary>Messages of a test as a mailbox.</summary>
internal sealed class ListedMailbox(IEnumerable<byte[]> messages) : IMailbox
{
    public string Format => "list";

    public string? Folder => Path.GetTempPath();

    public async IAsyncEnumerable<RawMail> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var message in messages)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new RawMail(message);
        }

        await Task.CompletedTask;
    }
}
