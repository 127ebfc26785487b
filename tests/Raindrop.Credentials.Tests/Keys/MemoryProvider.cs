using Raindrop.Keys;

namespace Raindrop.Credentials.Tests.Keys;

/// <summary>A key provider that keeps what it was given, and fails when told to.</summary>
internal sealed class MemoryProvider : IKeyProvider
{
    private readonly Dictionary<string, (byte[] Key, KeyContext Context)> _keys = [];

    public Exception? Failure { get; set; }

    public int Calls { get; private set; }

    /// <summary>Whether it unwraps something else than it was given.</summary>
    public bool IsBroken { get; set; }

    public ValueTask<WrappedKey> WrapAsync(Secret key, KeyContext context, CancellationToken cancellationToken = default)
    {
        Count();
        using var lease = key.Read();
        var handle = Guid.NewGuid().ToByteArray();
        _keys[Convert.ToHexString(handle)] = (lease.Bytes.ToArray(), context);
        return ValueTask.FromResult(new WrappedKey("memory", handle));
    }

    public ValueTask<Secret> UnwrapAsync(WrappedKey wrapped, KeyContext context, CancellationToken cancellationToken = default)
    {
        Count();
        var (key, bound) = _keys[Convert.ToHexString(wrapped.Bytes.Span)];
        if (bound != context) throw new KeyRefusedException();
        return ValueTask.FromResult(Secret.Copy(IsBroken ? new byte[key.Length] : key));
    }

    private void Count()
    {
        Calls++;
        if (Failure is not null) throw Failure;
    }
}
