using Raindrop.Documents;
using Raindrop.Sealing;
using Raindrop.Tenancy;

namespace Raindrop.Keys.Stored;

/// <summary>The keys of a tenant as one document.</summary>
internal sealed record TenantKeyDocument
{
    public const string Schema = "rd.tenantkey";
    public const int SchemaVersion = 1;

    private const string Prefix = Schema + ":";

    public required TenantId Tenant { get; init; }

    public TenantKeyState State { get; init; }

    /// <summary>The current key, then those that a rotation has not dropped yet; none once shredded.</summary>
    public IReadOnlyList<KeyEntry> Keys { get; init; } = [];

    public ShredReceipt? Shredding { get; init; }

    public static IdRange Range { get; } = IdRange.StartingWith(Prefix);

    public KeyEntry Current => Keys[0];

    public string Id => IdOf(Tenant);

    public static string IdOf(TenantId tenant) => Prefix + tenant.Value;

    public static bool TryGetTenant(string id, out TenantId tenant)
    {
        tenant = default;
        return id.StartsWith(Prefix, StringComparison.Ordinal) && TenantId.TryParse(id[Prefix.Length..], out tenant);
    }

    /// <summary>A tenant that was shredded, and never has a key again.</summary>
    public static TenantKeyDocument Shredded(ShredReceipt receipt) => new() { Tenant = receipt.Tenant, State = TenantKeyState.Shredded, Shredding = receipt };

    public KeyEntry? Find(string keyId) => Keys.FirstOrDefault(key => key.Id == keyId);

    public KeyContext ContextOf(KeyEntry key) => KeyContext.OfTenant(Tenant, key.Id, SealedRecord.SuiteName);

    /// <exception cref="TenantKeyException">The keys may not be used.</exception>
    public void RequireActive()
    {
        if (State == TenantKeyState.Suspended) throw new TenantKeyException(Tenant, TenantKeyFailure.Suspended);
        RequireNotShredded();
    }

    /// <exception cref="TenantKeyException">The keys are destroyed.</exception>
    public void RequireNotShredded()
    {
        if (State == TenantKeyState.Shredded) throw new TenantKeyException(Tenant, TenantKeyFailure.Shredded);
    }

    public TenantKeyStatus ToStatus() => new() { Tenant = Tenant, State = State, Keys = [.. Keys.Select(key => key.ToInfo())], Shredding = Shredding };
}
