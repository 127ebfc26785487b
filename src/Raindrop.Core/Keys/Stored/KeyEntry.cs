namespace Raindrop.Keys.Stored;

/// <summary>A key as it is stored.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CreatedAt">When it was made, to the second.</param>
/// <param name="Wrapped">The key as its provider wrapped it.</param>
/// <param name="Commitment">What binds the key itself, see <see cref="KeyCommitment"/>.</param>
internal sealed record KeyEntry(string Id, DateTimeOffset CreatedAt, WrappedKey Wrapped, ReadOnlyMemory<byte> Commitment)
{
    public TenantKeyInfo ToInfo() => new(Id, CreatedAt, Wrapped.KeyEncryptionKeyId);

    /// <summary>Whether another entry, wrapped anew perhaps, is of the same key.</summary>
    public bool IsSameKey(KeyEntry other) => Id == other.Id && Commitment.Span.SequenceEqual(other.Commitment.Span);
}
