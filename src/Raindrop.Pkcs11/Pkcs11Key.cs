namespace Raindrop.Pkcs11;

/// <summary>A key encryption key in a token.</summary>
public sealed record Pkcs11Key
{
    /// <summary>Its <c>CKA_ID</c> in lower-case hexadecimal, which is stored with what it wraps and goes into <see cref="Pkcs11Options.CurrentKeyId"/>.</summary>
    public required string Id { get; init; }

    /// <summary>Why a host would refuse to use it, for example because it can be taken out of the token; <see langword="null"/> for a good one.</summary>
    public string? Flaw { get; init; }
}
