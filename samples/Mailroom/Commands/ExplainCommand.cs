using System.CommandLine;
using Mailroom.Display;
using Mailroom.Hosting;
using Spectre.Console;

namespace Mailroom.Commands;

/// <summary>Says where a document comes from.</summary>
internal static class ExplainCommand
{
    public static Command Create(IAnsiConsole console, SharedOptions shared)
    {
        var id = new Argument<string>("id") { Description = "The document's id, for example rd.inbox:all:mail.inbox." };
        var command = new Command("explain", "Print the tree of what a document was derived from, with extensions, versions and revisions.") { id };
        command.SetAction((result, cancellationToken) => Guarded.RunAsync(console, async () =>
        {
            await using var host = await MailroomHost.OpenAsync(shared.Read(result), cancellationToken);
            if (await host.Runner.ExplainAsync(host.Database, result.GetRequiredValue(id), cancellationToken) is not { } explanation)
            {
                console.WriteLine("There is no such document. The command inbox lists conversations: rd.conversation:<conversation>:mail.conversation.");
                return Guarded.Failed;
            }

            console.Write(ExplanationTree.Create(explanation));
            return 0;
        }));
        return command;
    }
}
