using System.Globalization;
using Raindrop.Credentials;
using Raindrop.Files;
using Raindrop.Sealing;

namespace Raindrop.Keys.KeyRing;

/// <summary>Wraps keys under the current key of a key ring's file. The file is read when it is first needed and again whenever it has changed; its keys are in memory only here, and zeroed when they are replaced.</summary>
/// <remarks>
/// A wrapped key is a sealed record (format 1) whose context is <c>rd.keyring.wrapped</c>, the key encryption key's id, and the subject, key id and
/// suite of <see cref="KeyContext"/>: what it was wrapped under and for is authenticated, and no other key opens it.
/// A file that has vanished, or that others can read by now, stops the provider: it does not go on with what it remembers.
/// </remarks>
public sealed class KeyRingKeyProvider : IKeyProvider, IDisposable
{
    // File systems keep times at steps of up to 2 seconds: two changes within one of them look alike.
    private static readonly TimeSpan Unsettled = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly TimeProvider _time;
    private KeyRingContent? _ring;
    private FileFacts _facts;
    private DateTimeOffset _readAt;
    private bool _isDisposed;

    /// <summary>Uses a file. Nothing is read yet.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="timeProvider">The clock, or <see langword="null"/> for the system's.</param>
    /// <exception cref="ArgumentException">The options name no file.</exception>
    public KeyRingKeyProvider(KeyRingOptions options, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Path, nameof(options));
        _path = Path.GetFullPath(options.Path);
        _time = timeProvider ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public ValueTask<WrappedKey> WrapAsync(Secret key, KeyContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            var ring = Refresh();
            using var root = ring.Find(ring.CurrentId)!.Key!.Read();
            using var bytes = key.Read();
            return ValueTask.FromResult(new WrappedKey(ring.CurrentId, SealedRecord.Seal(root.Bytes, Bind(ring.CurrentId, context), bytes.Bytes)));
        }
    }

    /// <inheritdoc/>
    public ValueTask<Secret> UnwrapAsync(WrappedKey wrapped, KeyContext context, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var id = wrapped.KeyEncryptionKeyId;
        if (!KeyRingEntry.IsId(id)) throw new KeyRefusedException();
        lock (_lock)
        {
            using var root = Require(Refresh(), id).Read();
            return ValueTask.FromResult(SealedRecord.Open(root.Bytes, Bind(id, context), wrapped.Bytes.Span) ?? throw new KeyRefusedException());
        }
    }

    /// <summary>Zeroes the keys in memory.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            Forget();
        }
    }

    private KeyRingContent Refresh()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_ring is { } ring && FileFacts.Of(_path) == _facts && IsSettled) return ring;
        Forget();
        var now = _time.GetUtcNow();
        var (read, facts) = KeyRingFile.Load(_path);
        (_ring, _facts, _readAt) = (read, facts, now);
        return read;
    }

    // What was read so soon after a change may have changed once more without a sign of it.
    private bool IsSettled => _readAt - DateTimeOffset.UnixEpoch - TimeSpan.FromTicks(_facts.Changed / TimeSpan.NanosecondsPerTick) > Unsettled;

    private void Forget()
    {
        _ring?.Dispose();
        _ring = null;
    }

    private static Secret Require(KeyRingContent ring, string id) => ring.Find(id) switch
    {
        { Key: { } key } => key,
        { RetiredAt: { } retired } => throw Missing(string.Create(CultureInfo.InvariantCulture, $"The key ring retired {id} on {retired:yyyy-MM-dd}, and a key that it wrapped is still in use")),
        _ => throw Missing($"The key ring has no key {id}, which wrapped this one"),
    };

    private static KeyProviderException Missing(string what) =>
        new(KeyProviderFailure.NotConfigured, $"{what}: bring the copy of the key ring that has it. 'raindrop keyring list' shows what a file holds.");

    private static byte[] Bind(string id, KeyContext context) => SealContext.Of("rd.keyring.wrapped", id, context.Subject, context.KeyId, context.Suite);
}
