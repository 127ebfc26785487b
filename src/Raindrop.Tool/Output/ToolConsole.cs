using Spectre.Console;

namespace Raindrop.Tool.Output;

/// <summary>Where the program writes: results to its output, everything else to its error output, so that results can be piped.</summary>
/// <param name="output">For results.</param>
/// <param name="error">For questions, progress and complaints.</param>
/// <param name="input">What is typed.</param>
/// <param name="isInteractive">Whether somebody is there to type.</param>
/// <param name="time">The clock.</param>
internal sealed class ToolConsole(TextWriter output, TextWriter error, TextReader input, bool isInteractive, TimeProvider time)
{
    private const int WidthOfFiles = 160;

    // Tables in a file or a pipe are as wide as they need to be.
    private const int WidthOfTables = 1000;

    public TextWriter Out => output;

    public TextWriter Error => error;

    public bool IsInteractive => isInteractive;

    public TimeProvider Time => time;

    /// <summary>The width of what is written for people, in characters.</summary>
    public int Width => isInteractive && !Console.IsOutputRedirected && Console.WindowWidth > 0 ? Console.WindowWidth : WidthOfFiles;

    public static ToolConsole System() =>
        new(Console.Out, Console.Error, Console.In, !Console.IsInputRedirected && !Console.IsErrorRedirected, TimeProvider.System);

    public void Say(string line) => output.WriteLine(line);

    public void Complain(string line) => error.WriteLine(line);

    public void Show(Table table)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No });
        if (!isInteractive || Console.IsOutputRedirected) console.Profile.Width = WidthOfTables;
        console.Write(table);
    }

    public void Ask(string question, out string? typed)
    {
        error.Write(question);
        typed = input.ReadLine();
    }
}
