using System.CommandLine;
using Mailroom.Generation;

namespace Mailroom.Commands;

/// <summary>Writes the bundled mailbox again. A test compares it with the file in the repository.</summary>
internal static class GenerateCommand
{
    public static Command Create()
    {
        var path = new Argument<FileInfo>("path") { Description = "Where the mbox file is written." };
        var command = new Command("generate", "Write the bundled synthetic mailbox to an mbox file; always the same bytes.") { path };
        command.SetAction(result =>
        {
            using var file = result.GetRequiredValue(path).Create();
            SyntheticMailbox.WriteMbox(file);
        });
        return command;
    }
}
