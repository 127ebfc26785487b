namespace Raindrop.Tenancy;

/// <summary>What this host's last look through the directory came to, for the health check. A look that failed leaves the one before.</summary>
internal sealed class TenantDirectoryHealth
{
    private volatile TenantUpkeep? _last;

    public TenantUpkeep? Last => _last;

    public void Note(TenantUpkeep upkeep) => _last = upkeep;
}
