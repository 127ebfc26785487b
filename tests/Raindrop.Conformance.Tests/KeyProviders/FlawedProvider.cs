using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Raindrop.Credentials;
using Raindrop.Keys;

namespace Raindrop.Conformance.Tests.KeyProviders;

/// <summary>A provider in memory (AES-GCM under random keys) with one flaw.</summary>
internal sealed class FlawedProvider : IKeyProvider
{
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private readonly Flaw _flaw;
    private readonly ConcurrentDictionary<string, byte[]> _keys = new(StringComparer.Ordinal);
    private string _current = "";

    public FlawedProvider(Flaw flaw)
    {
        _flaw = flaw;
        Rotate();
    }

    public bool IsBroken { get; set; }

    public void Rotate()
    {
        if (_flaw == Flaw.ForgetsOldKeys) _keys.Clear();
        if (_flaw != Flaw.KeepsTheOldName || _current.Length == 0) _current = Guid.NewGuid().ToString("n");
        _keys.TryAdd(_current, RandomNumberGenerator.GetBytes(32));
    }

    public ValueTask<WrappedKey> WrapAsync(Secret key, KeyContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        using var lease = key.Read();
        Begin(lease.Bytes, cancellationToken);
        var bytes = new byte[NonceLength + lease.Bytes.Length + TagLength];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceLength));
        using var cipher = new AesGcm(_keys[_current], TagLength);
        cipher.Encrypt(bytes.AsSpan(0, NonceLength), lease.Bytes, bytes.AsSpan(NonceLength, lease.Bytes.Length), bytes.AsSpan(NonceLength + lease.Bytes.Length), Bind(_current, context));
        if (_flaw == Flaw.DisposesTheCallersKey) key.Dispose();
        return ValueTask.FromResult(new WrappedKey(_current, bytes));
    }

    public ValueTask<Secret> UnwrapAsync(WrappedKey wrapped, KeyContext context, CancellationToken cancellationToken = default)
    {
        Begin([], cancellationToken);
        if (!_keys.TryGetValue(wrapped.KeyEncryptionKeyId ?? "", out var root)) throw new KeyProviderException(KeyProviderFailure.NotConfigured, "There is no such key.");
        var bytes = wrapped.Bytes.Span;
        if (_flaw == Flaw.TakesKeysInTheClear && bytes.Length == 32) return ValueTask.FromResult(Secret.Copy(bytes));
        if (_flaw == Flaw.AuthenticatesNothing) return ValueTask.FromResult(Secret.Copy(bytes.Length < 32 ? new byte[32] : bytes[..32]));
        try
        {
            var plaintext = new byte[bytes.Length - NonceLength - TagLength];
            using var cipher = new AesGcm(root, TagLength);
            cipher.Decrypt(bytes[..NonceLength], bytes.Slice(NonceLength, plaintext.Length), bytes[^TagLength..], plaintext, Bind(wrapped.KeyEncryptionKeyId!, context));
            return ValueTask.FromResult(Secret.Copy(plaintext));
        }
        catch (Exception e) when (e is CryptographicException or OverflowException)
        {
            if (_flaw == Flaw.CallsDamageAnOutage) throw new KeyProviderException(KeyProviderFailure.Unavailable, "Something failed.");
            throw new KeyRefusedException();
        }
    }

    private void Begin(ReadOnlySpan<byte> key, CancellationToken cancellationToken)
    {
        if (_flaw != Flaw.IgnoresCancellation) cancellationToken.ThrowIfCancellationRequested();
        if (!IsBroken) return;
        if (_flaw == Flaw.CallsAnOutageDamage) throw new KeyRefusedException();
        throw new KeyProviderException(KeyProviderFailure.Unavailable, "It is away." + (_flaw == Flaw.SaysTheKey ? Convert.ToHexString(key) : ""));
    }

    private byte[] Bind(string key, KeyContext context) => _flaw switch
    {
        Flaw.BindsNothing => [],
        Flaw.JoinsTexts => Encoding.UTF8.GetBytes(context.Subject + context.KeyId + context.Suite),
        _ => [.. Encoding.UTF8.GetBytes(key), .. context.ToBytes()],
    };
}
