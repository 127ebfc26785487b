using System.Diagnostics;
using MailroomWeb.Hosting;
using MailroomWeb.Web;

namespace MailroomWeb.Commands;

/// <summary>The web process as this one's child, which ends with it. It gets nothing of this one's environment that names CouchDB's administrator.</summary>
internal sealed class WebProcess : IAsyncDisposable
{
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(15);

    private readonly Process _process;
    private readonly Task _copying;

    private WebProcess(Process process, Uri address, TextWriter output)
    {
        (_process, Address, Ended) = (process, address, process.WaitForExitAsync());
        _copying = CopyAsync(output);
    }

    /// <summary>Where browsers reach it.</summary>
    public Uri Address { get; }

    /// <summary>Completes when it has ended.</summary>
    public Task Ended { get; }

    /// <summary>Its id.</summary>
    public int Id => _process.Id;

    /// <summary>Starts it, and waits until it takes requests.</summary>
    /// <exception cref="SetupException">It ended instead.</exception>
    public static async Task<WebProcess> StartAsync(WebSettings settings, TextWriter output, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "MailroomWeb.exe" : "MailroomWeb")) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["web", "--data", settings.Data, "--url", settings.Listen.ToString(), "--custodian", settings.Custodian.ToString(), WebCommand.Attached]) start.ArgumentList.Add(argument);
        start.Environment.Remove(SiteOptions.CouchDbVariable);
        var process = Process.Start(start)!;
        if (await FindAddressAsync(process.StandardOutput, output, cancellationToken) is { } address) return new WebProcess(process, address, output);
        process.Dispose();
        throw new SetupException("The web process did not start.");
    }

    /// <summary>Ends it in order, or without where that takes too long.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await Task.WhenAny(Ended, Task.Delay(TimeToEnd, TimeProvider.System));
        if (!Ended.IsCompleted) _process.Kill();
        await _copying;
        _process.Dispose();
    }

    // Before its address it may say what it waits for. Where nobody waits for it any more, its input ends with this process.
    private static async Task<Uri?> FindAddressAsync(StreamReader said, TextWriter output, CancellationToken cancellationToken)
    {
        while (await said.ReadLineAsync(cancellationToken) is { } line)
        {
            if (Uri.TryCreate(line, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps) return address;
            output.WriteLine(line);
        }

        return null;
    }

    private async Task CopyAsync(TextWriter output)
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line) output.WriteLine(line);
    }
}
