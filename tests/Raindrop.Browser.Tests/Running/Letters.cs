using System.Runtime.CompilerServices;
using System.Text;
using Mailroom.Mailboxes;

namespace Raindrop.Browser.Tests.Running;

/// <summary>Messages that a test delivers.</summary>
internal sealed class Letters(IEnumerable<byte[]> messages) : IMailbox
{
    public string Format => "letters";

    public string? Folder => null;

    /// <summary>A message from Ada.</summary>
    public static byte[] Write(string subject, string text = "Hello.") => Encoding.UTF8.GetBytes(
        $"From: Ada <ada@test.example>\nTo: bob@test.example\nDate: Mon, 04 Mar 2024 08:00:00 +0100\nMessage-ID: <{Guid.NewGuid():n}@test.example>\nSubject: {subject}\nContent-Type: text/plain; charset=utf-8\n\n{text}\n");

    public async IAsyncEnumerable<RawMail> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var message in messages) yield return new RawMail(message);
        await Task.CompletedTask;
    }
}
