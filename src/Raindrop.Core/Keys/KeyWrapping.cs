using Raindrop.Credentials;
using Raindrop.Documents;
using Raindrop.Keys.Providers;
using Raindrop.Keys.Stored;
using Raindrop.Sealing;

namespace Raindrop.Keys;

/// <summary>Makes keys, and wraps and unwraps them with the key provider and their commitments. Nothing is tried again.</summary>
internal sealed class KeyWrapping(IKeyProvider provider, TimeProvider time)
{
    private const int IdLength = 10;

    /// <summary>The same with the current provider alone, <see langword="null"/> where there is no earlier one.</summary>
    public KeyWrapping? WithoutEarlier { get; } = provider is CurrentAndEarlierKeyProviders { Current: var current } ? new KeyWrapping(current, time) : null;

    /// <summary>A new random key, wrapped for the context that <paramref name="contextOf"/> makes of its id.</summary>
    public async ValueTask<KeyEntry> CreateAsync(Func<string, KeyContext> contextOf, CancellationToken cancellationToken)
    {
        var id = NewId();
        using var key = Secret.Random(SealedRecord.RootLength);
        return await WrapAsync(key, contextOf(id), StoredTime.Truncate(time.GetUtcNow()), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The key of an entry.</summary>
    /// <exception cref="KeyRefusedException">It was not wrapped for this context, or is another key than the entry names.</exception>
    public async ValueTask<Secret> UnwrapAsync(KeyEntry entry, KeyContext context, CancellationToken cancellationToken)
    {
        var key = await provider.UnwrapAsync(entry.Wrapped, context, cancellationToken).ConfigureAwait(false);
        if (IsKeyOf(entry, context, key)) return key;
        key.Dispose();
        throw new KeyRefusedException();
    }

    /// <summary>Whether the provider has the key of an entry: no where it refuses it, or has not what it takes.</summary>
    public async ValueTask<bool> IsUnwrappedAsync(KeyEntry entry, KeyContext context, CancellationToken cancellationToken)
    {
        try
        {
            using var _ = await UnwrapAsync(entry, context, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is KeyRefusedException or KeyProviderException { Failure: KeyProviderFailure.NotConfigured })
        {
            return false;
        }
    }

    /// <summary>The same key, wrapped under the current key encryption key.</summary>
    public async ValueTask<KeyEntry> RewrapAsync(KeyEntry entry, KeyContext context, CancellationToken cancellationToken)
    {
        using var key = await UnwrapAsync(entry, context, cancellationToken).ConfigureAwait(false);
        return await WrapAsync(key, context, entry.CreatedAt, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The current key encryption key's id, by wrapping a key that is thrown away: providers are not asked for it otherwise.</summary>
    /// <exception cref="KeyProviderException">The provider is away, or does not unwrap what it wraps: nothing should be put under that key.</exception>
    public async ValueTask<string> FindCurrentAsync(CancellationToken cancellationToken)
    {
        var probe = await CreateAsync(ProbeOf, cancellationToken).ConfigureAwait(false);
        if (await (WithoutEarlier ?? this).IsUnwrappedAsync(probe, ProbeOf(probe.Id), cancellationToken).ConfigureAwait(false)) return probe.Wrapped.KeyEncryptionKeyId;
        throw new KeyProviderException(KeyProviderFailure.NotConfigured, $"The key provider does not unwrap what it has just wrapped under {probe.Wrapped.KeyEncryptionKeyId}: see what it is allowed to do with that key.");
    }

    public static string NewId()
    {
        Span<byte> bytes = stackalloc byte[IdLength];
        System.Security.Cryptography.RandomNumberGenerator.Fill(bytes);
        return Base32.Encode(bytes);
    }

    private static KeyContext ProbeOf(string id) => new("@probe", id, SealedRecord.SuiteName);

    private async ValueTask<KeyEntry> WrapAsync(Secret key, KeyContext context, DateTimeOffset createdAt, CancellationToken cancellationToken)
    {
        var wrapped = await provider.WrapAsync(key, context, cancellationToken).ConfigureAwait(false);
        using var lease = key.Read();
        return new KeyEntry(context.KeyId, createdAt, wrapped, KeyCommitment.Of(lease.Bytes, context));
    }

    private static bool IsKeyOf(KeyEntry entry, KeyContext context, Secret key)
    {
        using var lease = key.Read();
        return lease.Bytes.Length == SealedRecord.RootLength && KeyCommitment.Holds(lease.Bytes, context, entry.Commitment.Span);
    }
}
