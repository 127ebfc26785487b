using System.CommandLine;
using Mailroom.Credentials;
using Mailroom.Mailboxes;
using Spectre.Console;

namespace Mailroom.Commands;

/// <summary>The command line.</summary>
internal static class MailroomCommand
{
    public static RootCommand Create(IAnsiConsole console, IPasswordPrompt? prompt = null)
    {
        var gateway = new GatewayOptions(prompt);
        var shared = new SharedOptions(gateway);
        var imap = new ImapOptions();
        var mailbox = new Option<string>("--mailbox") { Description = "An mbox file, a Maildir, a folder of .eml files, or one .eml file. Default: the mailbox that comes with the program.", HelpName = "path" };
        var bump = new Option<string[]>("--bump")
        {
            Description = "Raise the version of this extension by one, as if its code had changed, and run what that makes outdated. The new version is kept in the data folder for later runs. May be given several times.",
            HelpName = "extension",
        };
        var watch = new Option<bool>("--watch") { Description = "Then go on: import what arrives in the mailbox and derive from what changes, until Ctrl-C." };
        var root = new RootCommand("Imports a mailbox into a tenant's database and derives from it: headers, bodies, quotations, links, files, lists, conversations, an inbox. Run again, it does only what is outdated.");
        shared.AddTo(root);
        root.Options.Add(mailbox);
        imap.AddTo(root, mailbox, watch);
        root.Options.Add(bump);
        root.Options.Add(watch);
        gateway.AddTo(root, bump, watch);
        root.SetAction((result, cancellationToken) => Guarded.RunAsync(console, () =>
        {
            var source = imap.Read(result) is { } settings ? MailSource.OnServer(settings, prompt ?? new ConsolePrompt()) : MailSource.OnDisk(result.GetValue(mailbox) ?? Mailbox.Bundled);
            return new RunCommand(console, shared.Read(result)).RunAsync(source, result.GetValue(bump) ?? [], result.GetValue(watch), cancellationToken);
        }));
        root.Subcommands.Add(ExplainCommand.Create(console, shared));
        root.Subcommands.Add(ShowCommand.Create(console, shared));
        root.Subcommands.Add(InboxCommand.Create(console, shared));
        root.Subcommands.Add(DeadLettersCommand.Create(console, shared));
        root.Subcommands.Add(GenerateCommand.Create());
        return root;
    }
}
