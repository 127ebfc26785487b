using System.Globalization;
using Raindrop.Documents;
using Raindrop.Tenancy;

namespace Raindrop.Credentials.Auditing;

/// <summary>The names in the stored form of the audit trail.</summary>
internal static class AuditFormat
{
    public const string Schema = "rd.audit";

    public const int SchemaVersion = 1;

    /// <summary>Digits of a number, so that ids sort as numbers do.</summary>
    private const int Digits = 19;

    /// <summary>All trails.</summary>
    public static IdRange All => IdRange.StartingWith($"{Schema}:");

    public static string KeyOf(TenantId tenant, long number) => string.Create(CultureInfo.InvariantCulture, $"{tenant.Value}/{number:d19}");

    public static string IdOf(TenantId tenant, long number) => $"{Schema}:{KeyOf(tenant, number)}";

    public static IdRange RangeOf(TenantId tenant) => IdRange.StartingWith($"{Schema}:{tenant.Value}/");

    /// <summary>The entries of a tenant after one of them.</summary>
    public static IdRange RangeAfter(TenantId tenant, long number) => RangeOf(tenant) with { Start = IdOf(tenant, number + 1) };

    /// <summary>Where the trail of the next tenant may begin.</summary>
    public static IdRange After(TenantId tenant) => All with { Start = RangeOf(tenant).End };

    public static bool TryParse(string id, out TenantId tenant, out long number)
    {
        (tenant, number) = (default, 0);
        var prefix = Schema.Length + 1;
        if (id.Length != prefix + TenantId.Length + 1 + Digits || !id.StartsWith($"{Schema}:", StringComparison.Ordinal) || id[prefix + TenantId.Length] != '/') return false;
        return TenantId.TryParse(id.Substring(prefix, TenantId.Length), out tenant)
            && long.TryParse(id.AsSpan(prefix + TenantId.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && number is > 0 and < long.MaxValue;
    }
}
