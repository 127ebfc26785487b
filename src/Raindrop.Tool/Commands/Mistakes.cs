using System.CommandLine;

namespace Raindrop.Tool.Commands;

/// <summary>Says what is wrong with a command line. What a command has no place for is not repeated: it may be a password or a PIN, and error output is often kept.</summary>
internal static class Mistakes
{
    /// <summary>What is said instead of the usual; <see langword="null"/> where the usual may be said: a command that has others below it was misspelt.</summary>
    public static IReadOnlyList<string>? Of(ParseResult parsed)
    {
        var unknown = parsed.UnmatchedTokens;
        if (unknown.Count == 0 || parsed.CommandResult.Command.Subcommands.Count > 0) return null;
        List<string> mistakes = [.. parsed.Errors.Select(error => error.Message).Where(message => !unknown.Any(token => message.Contains($"'{token}'", StringComparison.Ordinal)))];
        mistakes.AddRange(unknown.Select(NameOf).OfType<string>().Distinct().Select(option => $"There is no option {option}."));
        if (unknown.Any(token => NameOf(token) is null)) mistakes.Add("The command takes no such argument. It is not repeated here, as it may be a secret.");
        return mistakes;
    }

    // A value may be joined to it.
    private static string? NameOf(string token) =>
        token.StartsWith("--", StringComparison.Ordinal) ? token.Split('=', ':')[0] : null;
}
