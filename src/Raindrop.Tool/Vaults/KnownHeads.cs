using System.Text.Json;
using Raindrop.Credentials;
using Raindrop.Tenancy;
using Raindrop.Tool.Commands;
using Raindrop.Tool.Output;

namespace Raindrop.Tool.Vaults;

/// <summary>Heads of trails that were kept elsewhere.</summary>
internal sealed class KnownHeads
{
    private readonly Dictionary<TenantId, AuditHead> _heads = [];

    /// <exception cref="UsageException">It is not what the command printed.</exception>
    public static KnownHeads Read(string? path)
    {
        var known = new KnownHeads();
        if (path is null) return known;
        try
        {
            foreach (var line in File.ReadLines(path).Where(line => line.Length > 0))
            {
                var one = JsonSerializer.Deserialize(line, ToolJson.Default.AuditVerification) ?? throw new JsonException("A line holds nothing.");
                known._heads[one.Tenant] = one.Head;
            }
        }
        catch (JsonException e)
        {
            throw new UsageException($"{path} is not what 'raindrop vault audit verify --json' prints: {e.Message}");
        }

        return known;
    }

    public AuditHead? Find(TenantId tenant) => _heads.GetValueOrDefault(tenant);

    /// <summary>The tenants that have a trail, and those that had one when the heads were taken.</summary>
    public async IAsyncEnumerable<TenantId> And(IAsyncEnumerable<TenantId> tenants)
    {
        var missing = _heads.Keys.ToHashSet();
        await foreach (var tenant in tenants)
        {
            missing.Remove(tenant);
            yield return tenant;
        }

        foreach (var tenant in missing.OrderBy(tenant => tenant.Value, StringComparer.Ordinal)) yield return tenant;
    }
}
