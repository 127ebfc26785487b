using System.Text.RegularExpressions;
using Raindrop.Docs.Tests.Pages;
using Raindrop.Tool;
using Raindrop.Tool.Output;

namespace Raindrop.Docs.Tests;

/// <summary>The commands that pages show: their projects, scripts, subcommands and options exist.</summary>
public sealed partial class CommandTests
{
    private static IEnumerable<Fence> Blocks => Page.All.SelectMany(page => page.Fences()).Where(fence => fence.Language is "sh" or "");

    public static TheoryData<string> Runs => [.. Commands(@"dotnet run ")];

    public static TheoryData<string> Operations => [.. Commands(@"raindrop ")];

    public static TheoryData<string> Tests => [.. Commands(@"./test")];

    [Theory]
    [MemberData(nameof(Runs))]
    public void A_project_that_is_run_has_the_commands_and_options_shown(string command)
    {
        var project = Project().Match(command);
        if (!project.Success) return;
        var folder = project.Groups[1].Value;
        Directory.GetFiles(Path.Combine(Repository.Path, folder), "*.csproj").Should().NotBeEmpty();
        var own = command.Split(" -- ") is [_, var arguments] ? arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];
        var sources = Repository.ReadSources(folder);

        var unknown = own.Where((word, i) => word != "--help" && (word.StartsWith("--", StringComparison.Ordinal) || i == 0) && !sources.Contains($"\"{word}\"", StringComparison.Ordinal));
        unknown.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void The_operators_command_line_takes_the_commands_and_options_shown(string command)
    {
        var console = new ToolConsole(TextWriter.Null, TextWriter.Null, TextReader.Null, isInteractive: false, TimeProvider.System);
        var arguments = command.Split(" > ")[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..];

        ToolProgram.Create(console).Parse(arguments).Errors.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Tests))]
    public void The_test_script_has_the_options_shown(string command)
    {
        var script = Repository.Read("test");

        var unknown = command.Split(' ').Where(word => word.StartsWith("--", StringComparison.Ordinal) && !script.Contains($"{word})", StringComparison.Ordinal) && !script.Contains($"{word} |", StringComparison.Ordinal));
        unknown.Should().BeEmpty();
    }

    [Fact]
    public void The_pages_show_how_to_run_the_sample_the_command_line_and_the_tests()
    {
        Runs.Should().NotBeEmpty();
        Operations.Should().NotBeEmpty();
        Tests.Should().NotBeEmpty();
    }

    private static IEnumerable<string> Commands(string start) => Blocks.SelectMany(block => block.Text.Split('\n'))
        .Where(line => line.StartsWith(start, StringComparison.Ordinal)).Select(line => line.Split(" #")[0].Trim()).Distinct();

    [GeneratedRegex(@"--project (\S+)")]
    private static partial Regex Project();
}
