namespace Raindrop.Credentials;

/// <summary>The bytes of a secret while they are read. It lives on the stack only, so it can't be kept.</summary>
public readonly ref struct SecretLease
{
    private readonly Secret? _secret;

    internal SecretLease(Secret secret, ReadOnlySpan<byte> bytes)
    {
        _secret = secret;
        Bytes = bytes;
    }

    /// <summary>The bytes. Not to be used after the lease was disposed.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Ends the reading. Dispose it once.</summary>
    public void Dispose() => _secret?.Release();
}
