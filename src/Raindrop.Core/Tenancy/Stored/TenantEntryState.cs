namespace Raindrop.Tenancy.Stored;

/// <summary>The states of an entry, the stricter ones later. The names are stored.</summary>
internal enum TenantEntryState
{
    Active,
    Creating,

    /// <summary>Keys and access rules are being given back; then it is active.</summary>
    Resuming,

    /// <summary>Keys and access rules are being taken away; then it is suspended.</summary>
    Suspending,
    Suspended,

    /// <summary>Its creation is taken back, since another tenant has the identity.</summary>
    Undoing,
    Deleting,
    Deleted,
}
