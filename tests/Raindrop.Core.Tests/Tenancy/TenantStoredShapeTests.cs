using Raindrop.Core.Tests.Frozen;
using Raindrop.Documents;
using Raindrop.Tenancy;
using Raindrop.Tenancy.Stored;

namespace Raindrop.Core.Tests.Tenancy;

/// <summary>The documents of the directory. Hosts of other versions read them, so they are frozen.</summary>
public sealed class TenantStoredShapeTests
{
    private const string Identity = "4garhjysql2pbe7qcz44twbrse";
    private const string Database = "t-abcdefghijklmnopqrstuvwxyz";

    private static readonly TenantId Tenant = TenantId.Parse("mfwxc4tbnzqw63dpmnvxg5dfoi");
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Midnight = Noon.AddHours(12);

    private static readonly TenantEntry Active = new() { Tenant = Tenant, State = TenantEntryState.Active, Database = Database, CreatedAt = Noon, Identities = [Identity], Linking = "5garhjysql2pbe7qcz44twbrse" };

    private static readonly TenantEntry Suspended = Active with { State = TenantEntryState.Suspended, SuspendedAt = Noon.AddHours(6), Linking = null };

    private static readonly TenantEntry Deleted = new()
    {
        Tenant = Tenant,
        State = TenantEntryState.Deleted,
        Database = Database,
        CreatedAt = Noon,
        DeletedAt = Midnight,
        Remains = [new(TenantRemainderKind.KeysInMemory, Midnight.AddMinutes(1)), new(TenantRemainderKind.DirectoryEntry, null)],
    };

    [Theory]
    [InlineData("tenant.txt")]
    [InlineData("tenant-suspended.txt")]
    [InlineData("tenant-deleted.txt")]
    [InlineData("tenant-identity.txt")]
    [InlineData("tenant-database.txt")]
    [InlineData("tenant-database-deleted.txt")]
    public void The_directory_is_stored_as_it_always_was(string example) =>
        FrozenExample.Write(Produce(example)).Should().Be(FrozenExample.Read(example), "directories hold this shape: a new one needs a migration first");

    [Fact]
    public void What_was_stored_can_be_read()
    {
        TenantEntryJson.TryParse(Tenant, Content("tenant.txt")).Should().BeEquivalentTo(Active);
        TenantEntryJson.TryParse(Tenant, Content("tenant-suspended.txt")).Should().BeEquivalentTo(Suspended);
        TenantEntryJson.TryParse(Tenant, Content("tenant-deleted.txt")).Should().BeEquivalentTo(Deleted);
        TenantPointerJson.Parse(IdentityClaims.Schema, Identity, Content("tenant-identity.txt")).Should().Be(Tenant);
        TenantPointerJson.Parse(TenantDatabaseNames.Schema, Database, Content("tenant-database.txt")).Should().Be(Tenant);
        TenantPointerJson.Parse(TenantDatabaseNames.Schema, Database, Content("tenant-database-deleted.txt")).IsDefault.Should().BeTrue();
    }

    [Fact]
    public void Every_state_is_written_and_read_back_and_a_tombstone_drops_identities()
    {
        foreach (var state in Enum.GetValues<TenantEntryState>())
        {
            var read = TenantEntryJson.TryParse(Tenant, TenantEntryJson.Write(Active with { State = state, DeletedAt = Midnight }))!;

            read.State.Should().Be(state);
            read.Identities.Should().HaveCount(state == TenantEntryState.Deleted ? 0 : 1);
            (read.Linking is null).Should().Be(state == TenantEntryState.Deleted);
        }
    }

    [Fact]
    public void An_entry_is_read_only_as_that_of_its_tenant() => TenantEntryJson.TryParse(TenantId.New(), Content("tenant.txt")).Should().BeNull();

    [Fact]
    public void The_names_of_what_remains_are_stored() =>
        Enum.GetNames<TenantRemainderKind>().Should().Equal("DirectoryEntry", "IdentityHashes", "ReplacedRevisions", "KeysInMemory", "KeyBackups", "CredentialNames", "AuditTrail", "HostData", "GrantRecords");

    private static ReadOnlyMemory<byte> Content(string example) => FrozenExample.Parse(FrozenExample.Read(example)).Content;

    private static Document Produce(string example) => example switch
    {
        "tenant.txt" => new Document { Id = Active.Id, Content = TenantEntryJson.Write(Active) },
        "tenant-suspended.txt" => new Document { Id = Suspended.Id, Content = TenantEntryJson.Write(Suspended) },
        "tenant-deleted.txt" => new Document { Id = Deleted.Id, Content = TenantEntryJson.Write(Deleted) },
        "tenant-identity.txt" => Pointer(IdentityClaims.Schema, Identity, Tenant),
        "tenant-database.txt" => Pointer(TenantDatabaseNames.Schema, Database, Tenant),
        _ => Pointer(TenantDatabaseNames.Schema, Database, default),
    };

    private static Document Pointer(string schema, string key, TenantId tenant) => new() { Id = $"{schema}:{key}", Content = TenantPointerJson.Write(schema, key, tenant) };
}
