namespace Raindrop.Derivation.Ledgers;

/// <summary>The bookkeeping was written by newer code; nothing was written.</summary>
internal sealed class LedgerVersionException(int found)
    : Exception($"This tenant's bookkeeping has format {found}; this host knows {LedgerFormat.SchemaVersion} at most. Update this host.")
{
    public static void ThrowIfNewer(int found)
    {
        if (found > LedgerFormat.SchemaVersion) throw new LedgerVersionException(found);
    }
}
