namespace Raindrop.Keys;

/// <summary>What is known of one key of a tenant.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CreatedAt">When it was made, to the second, by the clock of the host that did.</param>
/// <param name="KeyEncryptionKeyId">The key encryption key that it is wrapped under, as the provider names it.</param>
public readonly record struct TenantKeyInfo(string Id, DateTimeOffset CreatedAt, string KeyEncryptionKeyId);
