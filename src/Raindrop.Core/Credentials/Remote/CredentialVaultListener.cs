using System.Net.Sockets;

namespace Raindrop.Credentials.Remote;

/// <summary>Lets other processes use the vault of this one, over a Unix domain socket or any stream.</summary>
/// <remarks>Whoever may connect may open every credential, under any actor's name that it says; the audit trail notes that it did. In a host it comes from <c>Listen</c>.</remarks>
public sealed class CredentialVaultListener : IAsyncDisposable
{
    private readonly ICredentialVault _vault;
    private readonly CredentialVaultListenerOptions _options;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _calls;
    private readonly VaultSocket? _socket;
    private readonly HashSet<Task> _serving = [];
    private readonly Lock _lock = new();
    private Task _accepting = Task.CompletedTask;
    private int _isDisposed;

    /// <summary>Prepares to listen. Nothing is opened yet.</summary>
    /// <param name="vault">The vault.</param>
    /// <param name="options">Where and how.</param>
    /// <param name="timeProvider">The clock of timeouts, or <see langword="null"/> for the system's.</param>
    /// <exception cref="ArgumentException">The options are not valid; the message names every mistake.</exception>
    public CredentialVaultListener(ICredentialVault vault, CredentialVaultListenerOptions options, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(vault);
        ArgumentNullException.ThrowIfNull(options);
        var mistakes = RemoteOptionsValidator.Mistakes(options);
        if (mistakes.Count > 0) throw new ArgumentException(string.Join(" ", mistakes), nameof(options));
        (_vault, _options, _time) = (vault, options, timeProvider ?? TimeProvider.System);
        _calls = new SemaphoreSlim(options.MaxCalls);
        _socket = new VaultSocket(options.SocketPath, options.SocketMode, _time);
    }

    /// <summary>Prepares to serve connections that the host accepts, by <see cref="ServeAsync"/> alone: there is no socket to <see cref="Start"/>.</summary>
    /// <param name="vault">The vault.</param>
    /// <param name="requestTimeout">How long a caller may take to send its call, and afterwards to take each part of the answer: 10 ms to 10 minutes.</param>
    /// <param name="timeProvider">The clock of timeouts, or <see langword="null"/> for the system's.</param>
    /// <exception cref="ArgumentException">The time is not valid.</exception>
    public CredentialVaultListener(ICredentialVault vault, TimeSpan requestTimeout, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(vault);
        if (!RemoteOptionsValidator.IsRequestTimeout(requestTimeout)) throw new ArgumentException("The time must be between 10 ms and 10 minutes.", nameof(requestTimeout));
        (_vault, _options, _time) = (vault, new CredentialVaultListenerOptions { RequestTimeout = requestTimeout }, timeProvider ?? TimeProvider.System);
        _calls = new SemaphoreSlim(_options.MaxCalls);
    }

    /// <summary>Opens the socket and serves whoever connects, until the listener is disposed.</summary>
    /// <exception cref="InvalidOperationException">Another process listens there, something else is in the socket's place, everybody may write to its folder, or the listener was made without one.</exception>
    /// <exception cref="SocketException">The socket cannot be made, for example because its folder does not exist.</exception>
    public void Start()
    {
        var socket = _socket ?? throw new InvalidOperationException("This listener has no socket: hand it connections by ServeAsync, or make it with options.");
        socket.Open();
        _accepting = AcceptAsync(socket);
    }

    /// <summary>Serves the call of one connection that the host has made, for example over TLS.</summary>
    /// <param name="connection">The connection, which is disposed.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task ServeAsync(Stream connection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var stream = new WireStream(connection);
        await using var disposeStream = stream.ConfigureAwait(false);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
        try
        {
            await new VaultConnection(_vault, stream, _options.RequestTimeout, _time).ServeAsync(either.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or OperationCanceledException)
        {
            // The caller has gone, is too slow, or speaks something else: there is nobody to tell.
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Ends all calls, and closes and removes the socket.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return;
        await _stop.CancelAsync().ConfigureAwait(false);
        _socket?.Dispose();
        await _accepting.ConfigureAwait(false);
        Task[] serving;
        lock (_lock) serving = [.. _serving];
        await Task.WhenAll(serving).ConfigureAwait(false);
        _calls.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync(VaultSocket socket)
    {
        try
        {
            while (true)
            {
                await _calls.WaitAsync(_stop.Token).ConfigureAwait(false);
                var connection = await socket.AcceptAsync(_stop.Token).ConfigureAwait(false);
                lock (_lock) _serving.Add(ServeAndReleaseAsync(connection));
                lock (_lock) _serving.RemoveWhere(task => task.IsCompleted);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task ServeAndReleaseAsync(Stream connection)
    {
        try
        {
            await ServeAsync(connection).ConfigureAwait(false);
        }
        finally
        {
            _calls.Release();
        }
    }
}
