namespace Raindrop.Keys;

/// <summary>A key that a key provider has wrapped. It is useless without the provider, and stored beside nothing that it protects.</summary>
/// <param name="KeyEncryptionKeyId">The key encryption key that wrapped it, as the provider names it.</param>
/// <param name="Bytes">The wrapped key, in a form that the provider alone reads.</param>
public readonly record struct WrappedKey(string KeyEncryptionKeyId, ReadOnlyMemory<byte> Bytes);
