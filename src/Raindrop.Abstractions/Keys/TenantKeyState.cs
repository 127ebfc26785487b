namespace Raindrop.Keys;

/// <summary>Whether a tenant's keys may be used.</summary>
public enum TenantKeyState
{
    /// <summary>They are used.</summary>
    Active,

    /// <summary>They are kept, and no host uses them.</summary>
    Suspended,

    /// <summary>They were destroyed, for good.</summary>
    Shredded,

    /// <summary>Their document is damaged, or a newer version wrote it: only listings say so, where other calls throw <see cref="TenantKeyException"/>.</summary>
    Unreadable,
}
