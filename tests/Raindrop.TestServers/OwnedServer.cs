using System.Diagnostics;
using System.Net;

namespace Raindrop.TestServers;

/// <summary>A server that was started here, in a folder of its own.</summary>
internal abstract class OwnedServer : TestServer
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);
    private ServerProcess? _process;

    protected OwnedServer(string name)
        : base(name)
    {
        Folder = Directory.CreateTempSubdirectory("raindrop-server-").FullName;
        Log = Path.Combine(Folder, "output.log");
    }

    public override bool CanRestart => true;

    public override TimeSpan? ProcessorTime => _process?.ProcessorTime;

    public override string FileFolder => Folder;

    protected string Folder { get; }

    protected string AdminPassword { get; } = Guid.NewGuid().ToString("N");

    private string Log { get; }

    public override async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (_process is not null) throw new InvalidOperationException("The server runs already.");
        var (command, environment) = Prepare();
        _process = await ServerProcess.StartAsync(command, environment, Log, Folder);
        var clock = Stopwatch.StartNew();
        while (!await IsUpAsync(cancellationToken))
        {
            if (_process.HasExited || clock.Elapsed > StartLimit)
            {
                throw new InvalidOperationException($"{Name} did not start. The end of its output:\n{string.Join('\n', File.ReadLines(Log).TakeLast(30))}");
            }

            await Task.Delay(PollInterval, TimeProvider.System, cancellationToken);
        }

        await IdentifyAsync(cancellationToken);
    }

    public override async Task KillAsync()
    {
        using var process = Running();
        await process.KillAsync();
        _process = null;
    }

    public override async Task StopAsync()
    {
        using var process = Running();
        await process.StopAsync();
        _process = null;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_process is not null) await StopAsync();
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Writes the configuration and says how the server is started.</summary>
    protected abstract (IReadOnlyList<string> Command, IReadOnlyDictionary<string, string> Environment) Prepare();

    /// <summary>Whether the server answers; sets the endpoint once it is known.</summary>
    protected abstract Task<bool> IsUpAsync(CancellationToken cancellationToken);

    protected static async Task<bool> AnswersAsync(Uri address, CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        try
        {
            using var response = await client.GetAsync(address, cancellationToken);
            return response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Unauthorized;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private ServerProcess Running() => _process ?? throw new InvalidOperationException("The server does not run: start it first.");
}
