namespace Raindrop.Keys.KeyRing;

/// <summary>What may be known of a key of a key ring: everything but the key.</summary>
public sealed record KeyRingKey
{
    /// <summary>Its id, which is stored with what it wraps: <c>kek-</c> and 16 characters of <c>a</c>–<c>z</c> and <c>2</c>–<c>7</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it is used for.</summary>
    public required KeyRingKeyState State { get; init; }

    /// <summary>When it was made, to the second, by the clock of the machine that did.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was retired, or <see langword="null"/>.</summary>
    public DateTimeOffset? RetiredAt { get; init; }

    /// <summary>16 hexadecimal digits that tell whether two copies of a file hold the same key, and nothing else of it; <see langword="null"/> of a retired one.</summary>
    public string? Check { get; init; }
}
