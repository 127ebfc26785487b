using Microsoft.Extensions.Options;
using Raindrop.Documents;
using Raindrop.Keys;
using Raindrop.Keys.KeyRing;
using Raindrop.Tool.Output;

namespace Raindrop.Tool.Commands;

/// <summary>Runs a command and says what went wrong in a line, not as a stack trace.</summary>
internal static class Guarded
{
    public static async Task<int> RunAsync(ToolConsole console, Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (OperationCanceledException)
        {
            console.Complain("Stopped. What was done is kept; the same command goes on from there.");
            return ExitCode.Stopped;
        }
        catch (Exception e) when (e is UsageException or ArgumentException)
        {
            console.Complain(e.Message);
            return ExitCode.Usage;
        }
        catch (OptionsValidationException e)
        {
            foreach (var mistake in e.Failures) console.Complain(mistake);
            return ExitCode.Failed;
        }
        catch (KeyProviderException e)
        {
            console.Complain(e.RetryAfter is { } wait ? $"{e.Message} It asks to wait for {Math.Ceiling(wait.TotalSeconds)} seconds." : e.Message);
            return e.Failure == KeyProviderFailure.NotConfigured ? ExitCode.Failed : ExitCode.Unavailable;
        }
        catch (Exception e) when (e is StoreUnavailableException or KeyBackupException { Failure: KeyBackupFailure.Unavailable })
        {
            console.Complain(e.Message);
            return ExitCode.Unavailable;
        }
        catch (Exception e) when (e is DocumentStoreException or KeyRefusedException or TenantKeyException or KeyBackupException or KeyRingException or IOException or UnauthorizedAccessException)
        {
            console.Complain(e.Message);
            return ExitCode.Failed;
        }
    }
}
