using System.Threading.Channels;

namespace Raindrop.Gateway.Callers;

/// <summary>Wakes the watch of running requests before its time: something was taken from somebody, or can no longer be known.</summary>
internal sealed class WatchSignal
{
    private readonly Channel<bool> _raised = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Raise() => _raised.Writer.TryWrite(true);

    /// <summary>Waits until it is raised; at once where it was since the last time.</summary>
    public async Task<bool> WaitAsync(CancellationToken cancellationToken) => await _raised.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
}
