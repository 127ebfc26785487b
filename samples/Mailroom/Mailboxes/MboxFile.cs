using System.Runtime.CompilerServices;

namespace Mailroom.Mailboxes;

/// <summary>An mbox file, read as mboxrd: one <c>&gt;</c> is taken from lines of <c>&gt;From </c>. The file is streamed; only one message is in memory.</summary>
internal sealed class MboxFile(string path) : IMailbox
{
    public string Format => "mbox";

    public string? Folder => Path.GetDirectoryName(path)!;

    public async IAsyncEnumerable<RawMail> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, Options = FileOptions.Asynchronous | FileOptions.SequentialScan });
        MemoryStream? message = null;
        var afterBlank = true;
        await foreach (var line in MboxLines.ReadAsync(file, cancellationToken))
        {
            if (afterBlank && MboxLines.IsSeparator(line.Span))
            {
                if (message is not null) yield return Finish(message);
                message = new MemoryStream();
                afterBlank = false;
                continue;
            }

            afterBlank = MboxLines.IsBlank(line.Span);
            message ??= new MemoryStream();
            message.Write(MboxLines.Unquote(line.Span));
        }

        if (message is not null) yield return Finish(message);
    }

    // The blank line before a separator belongs to the format, not to the message.
    private static RawMail Finish(MemoryStream message)
    {
        var content = message.ToArray().AsMemory();
        if (content.Span.EndsWith("\r\n\r\n"u8) || content.Span.SequenceEqual("\r\n"u8)) content = content[..^2];
        else if (content.Span.EndsWith("\n\n"u8) || content.Span.SequenceEqual("\n"u8)) content = content[..^1];
        return new RawMail(content);
    }
}
