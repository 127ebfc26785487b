using Raindrop.Keys.Stored;
using Raindrop.Tenancy;

namespace Raindrop.Keys.Administration;

/// <summary>A key document of a listing.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Document">Its keys, <see langword="null"/> where the document is damaged or newer.</param>
/// <param name="Revision">The revision that a write replaces.</param>
internal readonly record struct TenantKeyRow(TenantId Tenant, TenantKeyDocument? Document, string Revision);
