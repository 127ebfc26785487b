using System.Collections.Concurrent;
using Raindrop.Canary.Tests.Search;
using Raindrop.Credentials;
using Raindrop.Keys;

namespace Raindrop.Canary.Tests.Flows;

/// <summary>Notes every key that it is given or gives, so that these are looked for, too.</summary>
internal sealed class SpyingProvider(IKeyProvider provider, FaultGate gate) : IKeyProvider
{
    private readonly ConcurrentDictionary<string, Search.Canary> _keys = new(StringComparer.Ordinal);

    public ICollection<Search.Canary> Keys => _keys.Values;

    public async ValueTask<WrappedKey> WrapAsync(Secret key, KeyContext context, CancellationToken cancellationToken = default)
    {
        Note(key, NameOf(context));
        await gate.BeforeAsync($"{FaultGate.Provider} wraps");
        var wrapped = await provider.WrapAsync(key, context, cancellationToken);
        await gate.AfterAsync($"{FaultGate.Provider} wraps");
        return wrapped;
    }

    public async ValueTask<Secret> UnwrapAsync(WrappedKey wrapped, KeyContext context, CancellationToken cancellationToken = default)
    {
        await gate.BeforeAsync($"{FaultGate.Provider} unwraps");
        var key = await provider.UnwrapAsync(wrapped, context, cancellationToken);
        Note(key, NameOf(context));
        await gate.AfterAsync($"{FaultGate.Provider} unwraps");
        return key;
    }

    /// <summary>Notes a key that came from elsewhere.</summary>
    public void Note(Secret key, string name)
    {
        using var lease = key.Read();
        _keys.TryAdd(Convert.ToHexString(lease.Bytes), Search.Canary.Of(name, lease.Bytes));
    }

    private static string NameOf(KeyContext context) => context.Subject.StartsWith('@') ? $"key of {context.Subject}" : "tenant key";
}
