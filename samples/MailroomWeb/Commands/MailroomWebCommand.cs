using System.CommandLine;
using MailroomWeb.Custodian;
using MailroomWeb.Hosting;
using MailroomWeb.Setup;
using Microsoft.Extensions.Hosting;

namespace MailroomWeb.Commands;

/// <summary>The command line: by itself both processes, and each of them alone.</summary>
internal static class MailroomWebCommand
{
    public static RootCommand Create(TextWriter output)
    {
        var options = new SiteOptions();
        var root = new RootCommand("A site with a page: everybody who signs up has a database of their own, in which the Mailroom extensions derive an inbox, and which the page syncs into the browser through the gateway. Two processes run it: one that faces the browsers, and one that has the keys.");
        options.AddData(root);
        options.AddCouchDb(root);
        options.AddWeb(root);
        options.AddChannel(root);
        options.AddDemo(root);
        root.SetAction((result, cancellationToken) => Guarded.RunAsync(output, () => RunBothAsync(options, result, output, cancellationToken)));
        root.Subcommands.Add(WebCommand.Create(options, output));
        root.Subcommands.Add(CreateCustodian(options, output));
        root.Subcommands.Add(CreateSetup(options, output));
        return root;
    }

    // For a first run: this process is the custodian, and starts the web process.
    private static async Task RunBothAsync(SiteOptions options, ParseResult result, TextWriter output, CancellationToken cancellationToken)
    {
        var settings = options.ReadCustodian(result);
        SiteSetup.EnsureKeys(settings.Data);
        await using var custodian = CustodianHost.Build(settings);
        await Guarded.StartAsync(custodian, cancellationToken);
        await using var web = await WebProcess.StartAsync(options.ReadWeb(result) with { Custodian = SiteBuilder.AddressOf(custodian, settings.Listen) }, output, cancellationToken);
        output.WriteLine($"Open {web.Address} (the browser warns once of the certificate, which this machine has made for itself). Ctrl-C stops.");
        output.WriteLine("Two processes run, both as you: good for one machine. As two users, run the commands web and custodian.");
        await Task.WhenAny(custodian.WaitForShutdownAsync(cancellationToken), web.Ended);
        if (web.Ended.IsCompleted && !cancellationToken.IsCancellationRequested) throw new SetupException("The web process has ended by itself; this one ends too.");
        await custodian.StopAsync(CancellationToken.None);
    }

    private static Command CreateCustodian(SiteOptions options, TextWriter output)
    {
        var command = new Command("custodian", "Run the process that is CouchDB's administrator and holds the keys. No browser reaches it.");
        options.AddCouchDb(command);
        options.AddChannel(command);
        options.AddDemo(command);
        command.SetAction((result, cancellationToken) => Guarded.RunAsync(output, async () =>
        {
            var settings = options.ReadCustodian(result);
            await using var custodian = CustodianHost.Build(settings);
            await Guarded.StartAsync(custodian, cancellationToken);
            output.WriteLine($"The custodian answers the web process at {SiteBuilder.AddressOf(custodian, settings.Listen)} alone. Ctrl-C stops.");
            await custodian.WaitForShutdownAsync(cancellationToken);
        }));
        return command;
    }

    private static Command CreateSetup(SiteOptions options, TextWriter output)
    {
        var command = new Command("setup", "Make the keys, set CouchDB up as it must be behind a gateway, and give the web process an account there. Again, it changes nothing.");
        options.AddCouchDb(command);
        command.SetAction((result, cancellationToken) => Guarded.RunAsync(output, async () =>
        {
            var changed = await SiteSetup.RunAsync(options.ReadData(result), options.ReadCouchDb(result), cancellationToken);
            output.WriteLine(changed.Count == 0 ? "CouchDB is set up: nothing was changed." : $"CouchDB is set up. Changed: {string.Join(", ", changed)}.");
            if (changed.Contains(CouchDbSetup.NeedsRestart)) output.WriteLine($"Restart CouchDB now: it reads {CouchDbSetup.NeedsRestart} when it starts.");
        }));
        return command;
    }
}
