using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Raindrop.Tool.Commands;

/// <summary>The usual help, with examples below it.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    private const string ExitCodes =
        """
        Exit codes:
          0  done
          1  refused, not complete, or something is wrong: the message says what
          2  the command line is not one
          3  the store or the key provider is away: try again later
          130  stopped by Ctrl-C; what was done is kept, and the same command goes on

        """;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is ToolCommand { Examples.Count: > 0 } command)
        {
            output.WriteLine("Examples:");
            foreach (var example in command.Examples) output.WriteLine($"  {example}");
            output.WriteLine();
        }

        output.WriteLine(ExitCodes);
        return code;
    }
}
