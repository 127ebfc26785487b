using System.Collections.Concurrent;
using System.Security.Cryptography;
using Raindrop.Credentials;
using Raindrop.Keys;
using Raindrop.Sealing;

namespace Raindrop.Core.Tests.Keys.World;

/// <summary>A key provider in memory: key encryption keys by name, one of them current, and a hook that may fail or slow down any call.</summary>
internal sealed class MemoryKeyProvider : IKeyProvider
{
    private readonly ConcurrentDictionary<string, byte[]> _keys = new();
    private int _wraps;
    private int _unwraps;

    public MemoryKeyProvider() => Add("kek1");

    public string Current { get; set; } = "kek1";

    /// <summary>Called before each call with <c>wrap</c> or <c>unwrap</c> and the number of calls so far.</summary>
    public Func<string, int, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    public int Wraps => Volatile.Read(ref _wraps);

    public int Unwraps => Volatile.Read(ref _unwraps);

    public int Calls => Wraps + Unwraps;

    public void Add(string id) => _keys[id] = RandomNumberGenerator.GetBytes(SealedRecord.RootLength);

    public void Remove(string id) => _keys.TryRemove(id, out _);

    public async ValueTask<WrappedKey> WrapAsync(Secret key, KeyContext context, CancellationToken cancellationToken = default)
    {
        await Before("wrap", Calls);
        cancellationToken.ThrowIfCancellationRequested();
        Interlocked.Increment(ref _wraps);
        var current = Current;
        return new WrappedKey(current, Wrap(_keys[current], context, key));
    }

    public async ValueTask<Secret> UnwrapAsync(WrappedKey wrapped, KeyContext context, CancellationToken cancellationToken = default)
    {
        await Before("unwrap", Calls);
        cancellationToken.ThrowIfCancellationRequested();
        Interlocked.Increment(ref _unwraps);
        return _keys.TryGetValue(wrapped.KeyEncryptionKeyId, out var kek) ? SealedRecord.Open(kek, context.ToBytes(), wrapped.Bytes.Span) ?? throw new KeyRefusedException() : throw new KeyRefusedException();
    }

    private static byte[] Wrap(byte[] kek, KeyContext context, Secret key)
    {
        using var lease = key.Read();
        return SealedRecord.Seal(kek, context.ToBytes(), lease.Bytes);
    }
}
