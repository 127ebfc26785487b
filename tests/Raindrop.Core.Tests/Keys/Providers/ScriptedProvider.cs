using Raindrop.Credentials;
using Raindrop.Keys;

namespace Raindrop.Core.Tests.Keys.Providers;

/// <summary>A provider that does what a test says.</summary>
internal sealed class ScriptedProvider : IKeyProvider
{
    private int _calls;

    public int Calls => _calls;

    public Func<CancellationToken, Task<Secret>> Act { get; set; } = _ => Task.FromResult(Secret.Random(32));

    public async ValueTask<WrappedKey> WrapAsync(Secret key, KeyContext context, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _calls);
        (await Act(cancellationToken)).Dispose();
        return new WrappedKey("k", new byte[8]);
    }

    public async ValueTask<Secret> UnwrapAsync(WrappedKey wrapped, KeyContext context, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _calls);
        return await Act(cancellationToken);
    }
}
