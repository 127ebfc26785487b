namespace Raindrop.Keys;

/// <summary>What a backup of the key store holds.</summary>
public sealed record KeyBackup
{
    /// <summary>The number of tenants in it, shredded ones included, of which it holds no key.</summary>
    public required long Tenants { get; init; }

    /// <summary>The number of tenants that are not in it, since their document is damaged or a newer version wrote it: restore those from an older backup.</summary>
    public long Unreadable { get; init; }

    /// <summary>When it was begun: what changed later is not in it for certain.</summary>
    public required DateTimeOffset BegunAt { get; init; }

    /// <summary>When the key that it is encrypted under is destroyed.</summary>
    public required DateTimeOffset ReadableUntil { get; init; }
}
