using System.CommandLine;
using Mailroom.Commands;
using Spectre.Console;

// Tables in a file or a pipe are as wide as they need to be.
if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = 200;

// After Ctrl-C the batch in hand is finished before the program ends.
return await MailroomCommand.Create(AnsiConsole.Console).Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(20) });
