using System.Text.RegularExpressions;
using Raindrop.TestServers;

namespace Raindrop.Browser.Tests.Running;

/// <summary>The sample's program as an operator starts it, with one of its commands.</summary>
internal sealed partial class SampleProcess : IAsyncDisposable
{
    private readonly ServerProcess _process;
    private readonly string _log;

    private SampleProcess(ServerProcess process, string log, Uri address) => (_process, _log, Address) = (process, log, address);

    /// <summary>Where it says that it answers.</summary>
    public Uri Address { get; }

    public int Id => _process.Id;

    /// <summary>All that it has said and logged.</summary>
    public string Output => Read(_log);

    /// <summary>Starts it, and waits until it says where it answers.</summary>
    public static async Task<SampleProcess> StartAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("raindrop-sample-").FullName;
        var log = Path.Combine(folder, "output.log");
        var process = await ServerProcess.StartAsync([Path.Combine(AppContext.BaseDirectory, "MailroomWeb"), .. arguments], environment, log, folder);
        for (var i = 0; i < 1200; i++)
        {
            if (Said().Match(Read(log)) is { Success: true } said) return new SampleProcess(process, log, new Uri(said.Groups[1].Value));
            if (process.HasExited) break;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        var output = Read(log);
        await process.KillAsync();
        process.Dispose();
        throw new InvalidOperationException($"The command {arguments[0]} did not start: {output}");
    }

    /// <summary>Ends it without warning (SIGKILL).</summary>
    public Task KillAsync() => _process.KillAsync();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await _process.KillAsync();
        _process.Dispose();
        Directory.Delete(Path.GetDirectoryName(_log)!, recursive: true);
    }

    private static string Read(string log) => File.Exists(log) ? File.ReadAllText(log) : "";

    [GeneratedRegex(@"^(?:Open|The custodian answers the web process at) (https://\S+:\d+)", RegexOptions.Multiline)]
    private static partial Regex Said();
}
