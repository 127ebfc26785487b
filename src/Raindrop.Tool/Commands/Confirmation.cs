using System.CommandLine;
using Raindrop.Tool.Output;

namespace Raindrop.Tool.Commands;

/// <summary>Asks before something is destroyed: whoever is there types its name, and a script says <c>--yes</c>.</summary>
internal sealed class Confirmation
{
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Do not ask." };

    public Confirmation(Command command) => command.Options.Add(_yes);

    /// <exception cref="UsageException">Nobody is there to be asked, or something else was typed.</exception>
    public void Require(ToolConsole console, ParseResult result, string question, string expected)
    {
        if (result.GetValue(_yes)) return;
        if (!console.IsInteractive) throw new UsageException($"{question} Nobody is there to confirm it: say --yes.");
        console.Ask($"{question}\nType {expected} to go on: ", out var typed);
        if (typed != expected) throw new UsageException("That is something else. Nothing was done.");
    }
}
