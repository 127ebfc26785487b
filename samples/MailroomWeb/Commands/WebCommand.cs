using System.CommandLine;
using MailroomWeb.Hosting;
using MailroomWeb.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace MailroomWeb.Commands;

/// <summary>The process that faces the browsers.</summary>
internal static class WebCommand
{
    /// <summary>For who starts it as a part of itself: it says its address alone, and ends when its standard input does, which is also when the other process was killed.</summary>
    public const string Attached = "--attached";

    public static Command Create(SiteOptions options, TextWriter output)
    {
        var isAttached = new Option<bool>(Attached) { Hidden = true };
        var command = new Command("web", "Run the process that faces the browsers. It holds no key and no administrator's password, and asks the custodian for what takes one.");
        options.AddWeb(command);
        options.AddChannel(command);
        command.Options.Add(isAttached);
        command.SetAction((result, cancellationToken) => Guarded.RunAsync(output, async () =>
        {
            var settings = options.ReadWeb(result);
            await using var web = WebHost.Build(settings);
            await Guarded.StartAsync(web, cancellationToken);
            var address = SiteBuilder.AddressOf(web, settings.Listen);
            if (result.GetValue(isAttached)) StopWithInput(web, Console.OpenStandardInput());
            output.WriteLine(result.GetValue(isAttached) ? address.ToString() : $"Open {address} (the browser warns once of the certificate, which this machine has made for itself). Ctrl-C stops.");
            await web.WaitForShutdownAsync(cancellationToken);
        }));
        return command;
    }

    private static void StopWithInput(WebApplication web, Stream input) => _ = Task.Run(() =>
    {
        while (input.ReadByte() >= 0)
        {
        }

        web.Lifetime.StopApplication();
    });
}
