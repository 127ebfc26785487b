using System.Buffers;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Raindrop.Credentials;

/// <summary>
/// Secret bytes: kept in memory that the collector does not move, zeroed when disposed, and shown by nothing. They are read through a
/// lease: <c>using var bytes = secret.Read();</c>.
/// </summary>
/// <remarks>
/// <c>ToString</c> and the debugger show nothing, a JSON serializer throws, equality takes the same time wherever two secrets differ. Safe for
/// concurrent use; bytes that are being read are zeroed when the last reader has finished. It does not protect from whoever can read the memory
/// of the process.
/// </remarks>
[DebuggerDisplay("(secret)")]
[DebuggerTypeProxy(typeof(HiddenInDebugger))]
[JsonConverter(typeof(SecretJsonConverter))]
public sealed class Secret : IDisposable, IEquatable<Secret>
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _bytes;

    // Most secrets live for a moment. The heap of pinned objects would make a full collection of every three megabytes of them; a handle costs none.
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private PinnedGCHandle<byte[]> _pin;

    // The owner counts as one reader until it disposes.
    private int _readers = 1;
    private int _isDisposed;

    private Secret(int length)
    {
        _bytes = new byte[length];
        _pin = new PinnedGCHandle<byte[]>(_bytes);
    }

    /// <summary>Zeroes what its owner, or a reader, forgot to dispose.</summary>
    ~Secret() => Erase();

    /// <summary>The number of bytes.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public int Length => _bytes.Length;

    /// <summary>A secret with a copy of bytes. The original stays the caller's to zero.</summary>
    /// <param name="bytes">The bytes.</param>
    public static Secret Copy(ReadOnlySpan<byte> bytes)
    {
        var secret = new Secret(bytes.Length);
        bytes.CopyTo(secret._bytes);
        return secret;
    }

    /// <summary>A secret with a text in UTF-8. The original stays the caller's to zero.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="EncoderFallbackException">The text has an unpaired surrogate.</exception>
    public static Secret FromText(ReadOnlySpan<char> text)
    {
        var encoding = new UTF8Encoding(false, throwOnInvalidBytes: true);
        var secret = new Secret(encoding.GetByteCount(text));
        encoding.GetBytes(text, secret._bytes);
        return secret;
    }

    /// <summary>A secret of random bytes.</summary>
    /// <param name="length">Their number.</param>
    public static Secret Random(int length)
    {
        var secret = new Secret(length);
        RandomNumberGenerator.Fill(secret._bytes);
        return secret;
    }

    /// <summary>A secret whose bytes are written in place, so that no copy is made.</summary>
    /// <param name="length">Their number.</param>
    /// <param name="state">Given to <paramref name="write"/>.</param>
    /// <param name="write">Writes the bytes. If it throws, what it wrote is zeroed.</param>
    /// <typeparam name="TState">The type of the state.</typeparam>
    public static Secret Create<TState>(int length, TState state, SpanAction<byte, TState> write)
        where TState : allows ref struct
    {
        ArgumentNullException.ThrowIfNull(write);
        var secret = new Secret(length);
        try
        {
            write(secret._bytes, state);
            return secret;
        }
        catch
        {
            secret.Dispose();
            throw;
        }
    }

    /// <summary>Opens the bytes for reading. Dispose the lease as soon as they are used.</summary>
    /// <exception cref="ObjectDisposedException">The secret was disposed.</exception>
    public SecretLease Read()
    {
        for (var readers = Volatile.Read(ref _readers); readers > 0; readers = Volatile.Read(ref _readers))
        {
            if (Volatile.Read(ref _isDisposed) != 0) break;
            if (Interlocked.CompareExchange(ref _readers, readers + 1, readers) == readers) return new SecretLease(this, _bytes);
        }

        throw new ObjectDisposedException(nameof(Secret));
    }

    /// <summary>Another secret with the same bytes, to be disposed by itself.</summary>
    /// <exception cref="ObjectDisposedException">The secret was disposed.</exception>
    public Secret Clone()
    {
        using var lease = Read();
        return Copy(lease.Bytes);
    }

    /// <summary>Whether both hold the same bytes, in a time that does not tell where they differ.</summary>
    /// <param name="other">The other secret.</param>
    /// <exception cref="ObjectDisposedException">One of them was disposed.</exception>
    public bool Equals(Secret? other)
    {
        if (other is null) return false;
        using var mine = Read();
        using var theirs = other.Read();
        return CryptographicOperations.FixedTimeEquals(mine.Bytes, theirs.Bytes);
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <summary>The same for all secrets: a hash of the bytes would tell something of them.</summary>
    public override int GetHashCode() => 0;

    /// <summary>Tells nothing.</summary>
    public override string ToString() => "(secret)";

#pragma warning disable CA1816 // Whoever finishes last leaves nothing to the finalizer; before that it must still run, for a reader that forgets.
    /// <summary>Zeroes the bytes, or lets the last reader do so.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0) Release();
    }

    internal void Release()
    {
        if (Interlocked.Decrement(ref _readers) != 0) return;
        Erase();
        GC.SuppressFinalize(this);
    }
#pragma warning restore CA1816

    // Zeroed before it is let go of, or the collector might move a copy.
    private void Erase()
    {
        CryptographicOperations.ZeroMemory(_bytes);
        _pin.Dispose();
    }
}
