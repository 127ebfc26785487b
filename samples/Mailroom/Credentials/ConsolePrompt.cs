using Raindrop.Credentials;

namespace Mailroom.Credentials;

/// <summary>Asks on the terminal without showing what is typed; where standard input is a file or a pipe, takes its first line.</summary>
internal sealed class ConsolePrompt(string question = "Password of the mailbox") : IPasswordPrompt
{
    // Reading blocks and hears of no cancellation; the program may end meanwhile.
    public Task<Secret> AskAsync(CancellationToken cancellationToken) => Task.Run(Ask, cancellationToken).WaitAsync(cancellationToken);

    private Secret Ask()
    {
        if (Console.IsInputRedirected) return PasswordLine.Read(Console.OpenStandardInput());
        // Looking for a key takes the terminal's echo off, before the first one is typed.
        _ = Console.KeyAvailable;
        Console.Error.Write($"{question} (it is not shown): ");
        try
        {
            return PasswordLine.Read(() => Console.ReadKey(intercept: true));
        }
        finally
        {
            Console.Error.WriteLine();
        }
    }
}
