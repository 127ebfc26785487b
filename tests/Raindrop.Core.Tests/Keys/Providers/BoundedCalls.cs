using Raindrop.Credentials;
using Raindrop.Keys;
using Raindrop.Keys.Providers;

namespace Raindrop.Core.Tests.Keys.Providers;

/// <summary>A provider that does what a test says, behind limits, on a clock that the test moves.</summary>
internal sealed class BoundedCalls
{
    public static readonly KeyContext Context = new("s", "k", "x");
    private static readonly WrappedKey Wrapped = new("k", new byte[8]);

    public EagerClock Time { get; } = new();

    public ScriptedProvider Inner { get; } = new();

    public BoundedKeyProvider Bound(Action<KeyProviderLimits>? configure = null)
    {
        var limits = new KeyProviderLimits();
        configure?.Invoke(limits);
        return new BoundedKeyProvider(Inner, limits, Time);
    }

    public static ValueTask<Secret> UnwrapAsync(BoundedKeyProvider provider, CancellationToken cancellationToken = default) => provider.UnwrapAsync(Wrapped, Context, cancellationToken);

    public static async Task<KeyProviderException> FailureAsync<T>(Func<ValueTask<T>> call) =>
        (await FluentActions.Awaiting(async () => await call()).Should().ThrowAsync<KeyProviderException>()).Which;

    public Task HasCalledAsync(int calls) => UntilAsync(() => Inner.Calls == calls);

    public static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition()) await Task.Delay(5, limit.Token);
    }
}
