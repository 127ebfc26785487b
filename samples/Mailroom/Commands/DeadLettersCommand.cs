using System.CommandLine;
using System.Globalization;
using Mailroom.Display;
using Mailroom.Hosting;
using Spectre.Console;

namespace Mailroom.Commands;

/// <summary>Lists what could not be derived, runs it again, or strikes it from the list.</summary>
internal static class DeadLettersCommand
{
    public static Command Create(IAnsiConsole console, SharedOptions shared)
    {
        var extension = new Option<string>("--extension") { Description = "Only those of this extension.", HelpName = "id", Recursive = true };
        var command = new Command("dead-letters", "List the derivations that failed for good. A better version of the extension, or another input, runs them again by itself.") { extension };
        command.SetAction(Act(async (host, result, cancellationToken) =>
        {
            var only = result.GetValue(extension);
            var table = new Table().Border(TableBorder.Simple).AddColumns("extension", "version", "input", "why", "attempts");
            await foreach (var letter in host.Runner.ListDeadLettersAsync(host.Database, cancellationToken))
            {
                if (only is null || only == letter.Extension)
                    table.AddRow(letter.Extension, Number(letter.ExtensionVersion), Markup.Escape(letter.InputId), letter.Category.ToString(), Number(letter.Attempts));
            }

            if (table.Rows.Count > 0) console.Write(table);
            console.WriteLine($"{Number(table.Rows.Count)} dead letters.");
        }));

        var retry = new Command("retry", "Run them again now.");
        retry.SetAction(Act(async (host, result, cancellationToken) =>
        {
            var count = await host.Runner.RetryDeadLettersAsync(host.Database, result.GetValue(extension), cancellationToken);
            console.WriteLine($"{Number(count)} dead letters are run again.");
            console.Write(ResultTable.Create((await host.Runner.RunOnceAsync(host.Database, null, cancellationToken)).Extensions, console.Profile.Width));
        }));

        var clear = new Command("clear", "Strike them from the list.");
        clear.SetAction(Act(async (host, result, cancellationToken) =>
            console.WriteLine($"{Number(await host.Runner.ClearDeadLettersAsync(host.Database, result.GetValue(extension), cancellationToken))} dead letters were struck from the list.")));
        command.Subcommands.Add(retry);
        command.Subcommands.Add(clear);
        return command;

        Func<ParseResult, CancellationToken, Task<int>> Act(Func<MailroomHost, ParseResult, CancellationToken, Task> act) => (result, cancellationToken) =>
            Guarded.RunAsync(console, async () =>
            {
                await using var host = await MailroomHost.OpenAsync(shared.Read(result), cancellationToken);
                await act(host, result, cancellationToken);
                return 0;
            });
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
