using System.Net.Sockets;
using Raindrop.Documents;

namespace Raindrop.Credentials.Remote;

/// <summary>Makes calls over connections of their own, in bounded time, and says in the words of the contracts what went wrong with one.</summary>
internal sealed class RemoteCalls(Func<CancellationToken, ValueTask<Stream>> connect, TimeSpan timeout, TimeProvider time)
{
    public RemoteCall Begin(CancellationToken cancellationToken) => new(connect, timeout, time, cancellationToken);

    internal sealed class RemoteCall : IDisposable
    {
        private readonly Func<CancellationToken, ValueTask<Stream>> _connect;
        private readonly TimeSpan _timeout;
        private readonly CancellationToken _caller;
        private readonly CancellationTokenSource _late;
        private readonly CancellationTokenSource _either;

        public RemoteCall(Func<CancellationToken, ValueTask<Stream>> connect, TimeSpan timeout, TimeProvider time, CancellationToken caller)
        {
            (_connect, _timeout, _caller) = (connect, timeout, caller);
            _late = new CancellationTokenSource(timeout, time);
            _either = CancellationTokenSource.CreateLinkedTokenSource(caller, _late.Token);
        }

        public async ValueTask<T> RunAsync<T>(WireRequest request, CredentialReference asked, Credential? credential, Func<WireResponse, WireStream, CancellationToken, ValueTask<T>> read)
        {
            var stream = await SendAsync(request, credential).ConfigureAwait(false);
            await using var disposeStream = stream.ConfigureAwait(false);
            var response = await ReadAsync(stream, asked).ConfigureAwait(false);
            return await GuardAsync(() => read(response, stream, _either.Token)).ConfigureAwait(false);
        }

        public async ValueTask<WireStream> SendAsync(WireRequest request, Credential? credential)
        {
            var stream = new WireStream(await GuardAsync(() => _connect(_either.Token)).ConfigureAwait(false));
            try
            {
                await GuardAsync(async () =>
                {
                    await stream.WriteAsync(request, WireJson.Default.WireRequest, credential, _either.Token).ConfigureAwait(false);
                    return true;
                }).ConfigureAwait(false);
                return stream;
            }
            catch
            {
                await stream.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }

        /// <summary>Reads a response; an error in it is thrown.</summary>
        public async ValueTask<WireResponse> ReadAsync(WireStream stream, CredentialReference asked)
        {
            var response = await GuardAsync(() => stream.ReadAsync(WireJson.Default.WireResponse, _either.Token)).ConfigureAwait(false);
            // Whatever comes next has its own time.
            _late.CancelAfter(_timeout);
            if (response.Error is { } error) throw await GuardAsync(() => ValueTask.FromResult(WireErrors.ToException(error, asked))).ConfigureAwait(false);
            return response;
        }

        public void Dispose()
        {
            _either.Dispose();
            _late.Dispose();
        }

        private async ValueTask<T> GuardAsync<T>(Func<ValueTask<T>> work)
        {
            try
            {
                return await work().ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!_caller.IsCancellationRequested)
            {
                throw new StoreUnavailableException("The process of the credential vault did not answer in time: look at its health, raise the call timeout, or try again. A change may have been made or not.");
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AccessDenied)
            {
                throw new StoreForbiddenException("This process may not use the socket of the credential vault: check the socket's owner, group and mode.", e);
            }
            catch (Exception e) when (e is InvalidDataException or FormatException)
            {
                throw new StoreProtocolException("What answered does not speak the protocol of the credential vault: check the socket's path and the versions of both processes.", e);
            }
            catch (Exception e) when (e is IOException or SocketException)
            {
                throw new StoreUnavailableException("The process of the credential vault cannot be reached, or broke off: check that it runs, and try again. A change may have been made or not.", e);
            }
        }
    }
}
