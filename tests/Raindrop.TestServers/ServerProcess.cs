using System.Diagnostics;
using System.Globalization;

namespace Raindrop.TestServers;

/// <summary>A server's operating system process that dies with this one, however this one dies.</summary>
internal sealed class ServerProcess : IDisposable
{
    // The shell holds the read end of a pipe whose write end only this process has. A word in it, or its closing because this process
    // ended or was killed, ends the server; the last way its folder goes too. A server that ended by itself is not signalled, as its id may
    // be another's by then.
    private const string Watchdog =
        """
        log=$1; folder=$2; shift 2
        exec 3<&0 2>>"$log"
        rm -f "$log.ended"
        "$@" </dev/null >>"$log" 2>&1 3<&- &
        server=$!
        echo $server
        exec >&2
        signal() { [ -e "$log.ended" ] || kill -$1 $server; }
        (
          read -r word <&3 || word=closed
          if [ $word != kill ]; then
            signal TERM
            n=0; while [ ! -e "$log.ended" ] && [ $n -lt 30 ]; do n=$((n+1)); sleep 0.1; done
          fi
          signal KILL
          [ $word != closed ] || { sleep 0.2; rm -rf "$folder"; }
        ) 2>/dev/null &
        exec 3<&-
        wait $server
        : >"$log.ended"
        """;

    private readonly Process _shell;
    private readonly int _id;

    private ServerProcess(Process shell, int id) => (_shell, _id) = (shell, id);

    /// <summary>The id of the server's process.</summary>
    public int Id => _id;

    /// <summary>Whether the server runs no more.</summary>
    public bool HasExited => _shell.HasExited;

    /// <summary>The processor time that the server has used; the processes that it started left out.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            using var server = Process.GetProcessById(_id);
            return server.TotalProcessorTime;
        }
    }

    /// <summary>Starts a server.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="environment">Environment variables besides those of this process.</param>
    /// <param name="logFile">Where its output goes.</param>
    /// <param name="folder">The server's folder, which goes when this process ends.</param>
    public static async Task<ServerProcess> StartAsync(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, string logFile, string folder)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in (string[])["-c", Watchdog, "watchdog", logFile, folder, .. command]) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var shell = Process.Start(start)!;
        // The server's process is there once its id is told.
        var id = await shell.StandardOutput.ReadLineAsync();
        return new ServerProcess(shell, int.Parse(id ?? "", CultureInfo.InvariantCulture));
    }

    /// <summary>Ends the server as a power cut would (SIGKILL), and waits until it has ended.</summary>
    public Task KillAsync() => EndAsync("kill");

    /// <summary>Asks the server to end, and waits until it has ended.</summary>
    public Task StopAsync() => EndAsync("stop");

    /// <summary>Lets go of the server, which is then ended.</summary>
    public void Dispose() => _shell.Dispose();

    private async Task EndAsync(string word)
    {
        try
        {
            await _shell.StandardInput.WriteLineAsync(word);
            await _shell.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // It ended by itself.
        }

        await _shell.WaitForExitAsync();
    }
}
