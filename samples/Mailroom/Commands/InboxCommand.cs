using System.CommandLine;
using System.Text.Json;
using Mailroom.Display;
using Mailroom.Extensions;
using Mailroom.Hosting;
using Mailroom.Schemas;
using Raindrop.Documents;
using Raindrop.Schemas;
using Spectre.Console;

namespace Mailroom.Commands;

/// <summary>Shows the inbox as the last run left it.</summary>
internal static class InboxCommand
{
    private static readonly string Id = new DocumentKey(MailSchemas.Inbox, InboxExtension.Key, "mail.inbox").ToId();

    public static Command Create(IAnsiConsole console, SharedOptions shared)
    {
        var command = new Command("inbox", "Show the latest conversations.");
        command.SetAction((result, cancellationToken) => Guarded.RunAsync(console, async () =>
        {
            await using var host = await MailroomHost.OpenAsync(shared.Read(result), cancellationToken);
            if (await host.Database.GetAsync(new DocumentReference(Id), cancellationToken: cancellationToken) is not { } document)
            {
                console.WriteLine("There is nothing here yet: import a mailbox first.");
                return Guarded.Failed;
            }

            InboxView.Show(console, JsonSerializer.Deserialize(document.Content.Span, MailJson.Default.Inbox)!);
            return 0;
        }));
        return command;
    }
}
