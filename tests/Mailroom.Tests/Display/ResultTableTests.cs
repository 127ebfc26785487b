using Mailroom.Display;
using Raindrop.Derivation;
using Spectre.Console;

namespace Mailroom.Tests.Display;

/// <summary>The table of a pass can be read on a terminal of 80 columns, which is what many have.</summary>
public sealed class ResultTableTests
{
    private static readonly ExtensionResult[] Results =
    [
        new() { Extension = "mail.grouping.notification", Version = 1, Outdated = 123_456, Executed = 123_456, Written = 123_456, Failed = 3, DeadLettered = 3, Rate = 1234 },
        new() { Extension = "mail.inbox", Version = 2, Outdated = 1, Executed = 1, Written = 1, Rate = 2 },
    ];

    [Fact]
    public void A_narrow_console_gets_the_columns_that_have_news_with_names_and_numbers_in_one_piece()
    {
        var lines = Draw(Results, 80);

        lines.Should().OnlyContain(line => line.Length <= 80);
        lines.Should().ContainSingle(line => line.Contains("mail.grouping.notification")).Which.Should().MatchRegex(" 123,456 +123,456 +123,456 +3 +3 *$");
        string.Concat(lines).Should().NotContainAny("unchanged", "deleted", "version", "runs/s", "state");
    }

    [Fact]
    public void A_wide_console_gets_all_columns() =>
        string.Concat(Draw(Results, 130)).Should().ContainAll("extension", "version", "outdated", "executed", "written", "unchanged", "deleted", "failed", "dead letters", "runs/s", "state", "1,234");

    [Fact]
    public void An_extension_that_does_not_run_is_told_in_a_narrow_console_too() =>
        string.Join(' ', Draw([Results[1] with { State = ExtensionRunState.Paused }], 80)).Should().Contain("paused");

    private static List<string> Draw(IReadOnlyList<ExtensionResult> extensions, int width)
    {
        using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No, Interactive = InteractionSupport.No });
        console.Profile.Width = width;
        console.Write(ResultTable.Create(extensions, width));
        return [.. output.ToString().Split('\n').Where(line => !string.IsNullOrWhiteSpace(line))];
    }
}
