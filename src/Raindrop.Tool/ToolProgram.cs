using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Raindrop.Tool.Commands;
using Raindrop.Tool.KeyRings;
using Raindrop.Tool.Output;
using Raindrop.Tool.Tokens;
using Raindrop.Tool.Vaults;

namespace Raindrop.Tool;

/// <summary>The command line.</summary>
internal static class ToolProgram
{
    // After Ctrl-C the request in hand is finished, so that nothing half-written remains.
    private static readonly TimeSpan TerminationTimeout = TimeSpan.FromSeconds(20);

    public static async Task<int> RunAsync(string[] arguments, ToolConsole console, CancellationToken cancellationToken = default)
    {
        var parsed = Create(console).Parse(arguments);
        if (parsed.Action is ParseErrorAction error)
        {
            var help = $"See 'raindrop {string.Join(' ', parsed.Tokens.TakeWhile(token => token.Type == TokenType.Command))} --help'.".Replace("  ", " ", StringComparison.Ordinal);
            console.Complain(help);
            if (Mistakes.Of(parsed) is { } mistakes)
            {
                foreach (var mistake in mistakes) console.Complain(mistake);
                return ExitCode.Usage;
            }

            // The whole help would push the mistake out of sight.
            error.ShowHelp = false;
        }

        var configuration = new InvocationConfiguration { Output = console.Out, Error = console.Error, ProcessTerminationTimeout = TerminationTimeout, EnableDefaultExceptionHandler = false };
        var code = await parsed.InvokeAsync(configuration, cancellationToken);
        return parsed.Action is ParseErrorAction ? ExitCode.Usage : code;
    }

    internal static RootCommand Create(ToolConsole console)
    {
        var root = new RootCommand("Looks after the keys of a host's credential vault. It shows no secret, and takes none on the command line.")
        {
            KeyRingCommands.Create(console),
            TokenCommands.Create(console),
            VaultCommands.Create(console),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples(new HelpAction { MaxWidth = console.Width });
        return root;
    }
}
