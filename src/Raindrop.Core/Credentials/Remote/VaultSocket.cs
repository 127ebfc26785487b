using System.Net.Sockets;
using Raindrop.Files;

namespace Raindrop.Credentials.Remote;

/// <summary>A Unix domain socket that listens, in a file that only those see who may.</summary>
internal sealed class VaultSocket(string path, UnixFileMode mode, TimeProvider time) : IDisposable
{
    /// <summary>How long is waited after a failure to accept, such as too many open files.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public void Open()
    {
        RefuseOpenFolder();
        using var alone = Lock();
        RemoveStale();
        _socket.Bind(new UnixDomainSocketEndPoint(path));
        // Nobody can connect to it before it listens.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, mode);
        _socket.Listen();
    }

    /// <exception cref="OperationCanceledException">The socket was closed.</exception>
    public async ValueTask<Stream> AcceptAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new NetworkStream(await _socket.AcceptAsync(cancellationToken).ConfigureAwait(false), ownsSocket: true);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // A connection that was given up before it was taken is no reason to stop.
                cancellationToken.ThrowIfCancellationRequested();
                await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Closes the socket; the runtime removes the file of one that was bound.</summary>
    public void Dispose() => _socket.Dispose();

    // Of two that start at once, neither may take the other's socket, which does not listen yet, for a dead one's.
    private FileStream? Lock()
    {
        try
        {
            return PrivateFile.Lock(path);
        }
        catch (DirectoryNotFoundException)
        {
            // The socket cannot be made either, and says so.
            return null;
        }
        catch (IOException)
        {
            throw Taken();
        }
    }

    // Whoever may write there could listen in the vault's place, and be told what was meant for it.
    private void RefuseOpenFolder()
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (OperatingSystem.IsWindows() || !Directory.Exists(folder)) return;
        if ((File.GetUnixFileMode(folder) & UnixFileMode.OtherWrite) != 0)
            throw new InvalidOperationException("Everybody may write to the folder of the vault's socket, and could listen in its place: choose a folder that is the vault's own.");
    }

    // A process that was killed leaves its socket behind; one that lives answers.
    private void RemoveStale()
    {
        if (!File.Exists(path)) return;
        if (!IsSocket()) throw new InvalidOperationException("There is a file in the place of the vault's socket: choose another path, or remove it.");
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            File.Delete(path);
            return;
        }

        throw Taken();
    }

    private static InvalidOperationException Taken() => new("Another process listens on the vault's socket: end it first, or choose another path.");

    // A socket is no file to be opened (open(2): ENXIO); whatever else it is, an empty file too, is somebody's. For both ways, or a pipe would keep us waiting.
    private bool IsSocket()
    {
        try
        {
            File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete).Dispose();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
