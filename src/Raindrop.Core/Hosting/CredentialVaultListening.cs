using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Raindrop.Credentials;
using Raindrop.Credentials.Remote;

namespace Raindrop.Hosting;

/// <summary>Listens for other processes while the host runs.</summary>
internal sealed class CredentialVaultListening(ICredentialVault vault, IOptions<CredentialVaultListenerOptions> options, TimeProvider time) : IHostedService, IAsyncDisposable
{
    private CredentialVaultListener? _listener;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listener = new CredentialVaultListener(vault, options.Value, time);
        _listener.Start();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync().ConfigureAwait(false);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _listener, null) is { } listener) await listener.DisposeAsync().ConfigureAwait(false);
    }
}
