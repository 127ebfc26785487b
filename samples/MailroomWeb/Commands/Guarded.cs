using MailroomWeb.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;
using Raindrop.Documents;
using Raindrop.Gateway.Upstream;

namespace MailroomWeb.Commands;

/// <summary>Says in one line why something does not start.</summary>
internal static class Guarded
{
    private const int Failed = 1;

    public static async Task<int> RunAsync(TextWriter output, Func<Task> act)
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

    /// <summary>Starts a host. Where it does not start, what of it has started ends in order.</summary>
    public static async Task StartAsync(WebApplication host, CancellationToken cancellationToken)
    {
        try
        {
            await host.StartAsync(cancellationToken);
        }
        catch
        {
            await host.StopAsync(CancellationToken.None);
            throw;
        }
    }
}
