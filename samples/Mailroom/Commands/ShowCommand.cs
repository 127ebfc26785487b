using System.CommandLine;
using System.Text;
using Mailroom.Hosting;
using Raindrop.Documents;
using Spectre.Console;

namespace Mailroom.Commands;

/// <summary>Prints a document.</summary>
internal static class ShowCommand
{
    public static Command Create(IAnsiConsole console, SharedOptions shared)
    {
        var id = new Argument<string>("id") { Description = "The document's id." };
        var command = new Command("show", "Print a document's body.") { id };
        command.SetAction((result, cancellationToken) => Guarded.RunAsync(console, async () =>
        {
            await using var host = await MailroomHost.OpenAsync(shared.Read(result), cancellationToken);
            var document = await host.Database.GetAsync(new DocumentReference(result.GetRequiredValue(id)), cancellationToken: cancellationToken);
            console.WriteLine(document is null ? "There is no such document." : Encoding.UTF8.GetString(document.Content.Span));
            return document is null ? Guarded.Failed : 0;
        }));
        return command;
    }
}
