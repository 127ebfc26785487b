using System.CommandLine;
using Mailroom.Hosting;
using MailroomWeb.Hosting;
using MailroomWeb.Setup;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Raindrop.Documents;
using Raindrop.Gateway.Upstream;

namespace MailroomWeb.Commands;

/// <summary>The command line.</summary>
internal static class MailroomWebCommand
{
    private const int Failed = 1;

    public static RootCommand Create(TextWriter output)
    {
        var options = new SiteOptions();
        var root = new RootCommand("A host with a page: everybody who signs up has a database of their own, in which the Mailroom extensions derive an inbox, and which the page syncs into the browser through the gateway.");
        options.AddTo(root);
        root.SetAction((result, cancellationToken) => GuardAsync(output, async () =>
        {
            var settings = options.Read(result);
            await using var site = Site.Build(settings);
            await StartAsync(site, cancellationToken);
            output.WriteLine($"Open {settings.Listen} (the browser warns once of the certificate, which this machine has made for itself). Ctrl-C stops.");
            output.WriteLine("This one process faces the browsers and is CouchDB's administrator too: good for one machine.");
            await site.WaitForShutdownAsync(cancellationToken);
        }));
        var setup = new Command("setup", "Make the keys, and set CouchDB up as it must be behind a gateway. Again, it changes nothing.");
        setup.SetAction((result, cancellationToken) => GuardAsync(output, async () =>
        {
            var settings = options.Read(result);
            using var couchDb = new CouchDbSetup(settings);
            var changed = await couchDb.RunAsync(SigningKey.Read(new DataFolder(settings.Data)), cancellationToken);
            output.WriteLine(changed.Count == 0 ? "CouchDB is set up: nothing was changed." : $"CouchDB is set up. Changed: {string.Join(", ", changed)}.");
            if (changed.Contains(CouchDbSetup.NeedsRestart)) output.WriteLine($"Restart CouchDB now: it reads {CouchDbSetup.NeedsRestart} when it starts.");
        }));
        root.Subcommands.Add(setup);
        return root;
    }

    private static async Task StartAsync(WebApplication site, CancellationToken cancellationToken)
    {
        try
        {
            await site.StartAsync(cancellationToken);
        }
        catch
        {
            // What has started already ends in order.
            await site.StopAsync(CancellationToken.None);
            throw;
        }
    }

    private static async Task<int> GuardAsync(TextWriter output, Func<Task> act)
    {
        try
        {
            await act();
            return 0;
        }
        catch (UpstreamCheckException fault)
        {
            output.WriteLine($"{fault.Message} The command setup does that.");
        }
        catch (Exception fault) when (fault is SetupException or HttpRequestException or DocumentStoreException or OptionsValidationException or IOException or ArgumentException)
        {
            output.WriteLine(fault.Message);
        }

        return Failed;
    }
}
