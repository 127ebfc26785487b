using System.Text;
using CsCheck;
using Raindrop.Documents;
using Raindrop.Grants.Tests.Running;
using Raindrop.Tenancy;

namespace Raindrop.Grants.Tests.Endpoint;

/// <summary>What a tenant's database may hold, and what may have become of the tenant.</summary>
/// <param name="Documents">What is done to the ids that requests name.</param>
/// <param name="Tenant">What has become of the tenant.</param>
/// <param name="Installed">The number of the release that is there.</param>
/// <param name="Executes">Whether executors run between the requests.</param>
internal sealed record DatabaseState(IReadOnlyList<(int Id, DatabaseState.Kind Kind, int Value)> Documents, DatabaseState.Fate Tenant, int Installed, bool Executes)
{
    public enum Kind
    {
        Written,
        Deleted,
        InConflict,
        Large,
    }

    public enum Fate
    {
        Active,
        Suspended,
        Deleted,
        DatabaseLost,
        NeverWas,
    }

    public static Gen<DatabaseState> All { get; } = Gen.Select(
        Gen.Select(Gen.Int[0, 5], Gen.Enum<Kind>(), Gen.Int[1, 3]).Array[0, 5],
        Gen.Enum<Fate>(),
        Gen.Int[0, 2],
        Gen.Bool,
        (documents, fate, installed, executes) => new DatabaseState([.. documents.DistinctBy(document => document.Item1)], fate, installed, executes));

    /// <summary>Makes a tenant of it.</summary>
    public async Task<TenantId> MakeAsync(GrantWorld world)
    {
        if (Tenant == Fate.NeverWas) return TenantId.New();
        var tenant = await world.CreateTenantAsync();
        var database = world.DatabaseOf(tenant);
        foreach (var (id, kind, value) in Documents) await WriteAsync(database, HeldRequest.IdOf(id), kind, value);
        if (Installed > 0)
        {
            await world.PresentAsync(Installed, [tenant], ("rd.release:0", """{"v":1}"""));
            await world.NewExecutor().RunOnceAsync();
        }

        if (Tenant == Fate.Suspended) await world.Directory.SuspendAsync(tenant.Tenant);
        if (Tenant == Fate.Deleted) await world.Directory.DeleteAsync(tenant.Tenant);
        if (Tenant == Fate.DatabaseLost) await world.Server.DeleteDatabaseAsync(tenant.Database);
        return tenant.Tenant;
    }

    private static async Task WriteAsync(IDocumentDatabase database, string id, Kind kind, int value)
    {
        var content = Encoding.UTF8.GetBytes(kind == Kind.Large ? $$"""{"v":"{{new string('x', 100_000)}}"}""" : $$"""{"v":{{value}}}""");
        var revision = await database.PutAsync(new Document { Id = id, Content = content });
        if (kind == Kind.Deleted) await database.DeleteAsync(id, revision);
        if (kind == Kind.InConflict) await database.BulkWriteAsync([new Document { Id = id, Revision = "3-abc", RevisionHistory = ["3-abc"], Content = content }], WriteMode.Replicated);
    }
}
