using Raindrop.Credentials.Tests.Stores;
using Raindrop.Derivation.Tests.Stores;
using Raindrop.Documents;
using Raindrop.Keys;

namespace Raindrop.Credentials.Tests.Vault;

/// <summary>Sealing again what was sealed under a key that was rotated.</summary>
public sealed class ResealTests
{
    [Fact]
    public async Task After_a_rotation_every_record_is_sealed_again_and_says_what_it_said()
    {
        await using var world = await VaultWorld.CreateAsync();
        var before = await world.StoreAsync("first", world.Time.GetUtcNow().AddSeconds(5));
        using var other = VaultWorld.Password("other");
        await world.Vault.StoreAsync(world.Imap with { Name = "other" }, other, VaultWorld.Access);
        world.Time.Advance(TimeSpan.FromHours(1));
        world.Keys.Rotate(world.Tenant);
        List<ResealResult> told = [];

        var result = await world.NewReseal().ResealAsync(world.Tenant, new Told(told));
        result.Should().Be(new ResealResult(2, 0, 0));
        told.Should().Equal(new ResealResult(1, 0, 0), result);
        world.Keys.Drop(world.Tenant);
        var after = (await world.Vault.ListAsync(world.Tenant).ToListAsync()).First();
        after.Should().Be(before with { Version = after.Version }, "an expired one is kept like any other");
        using var opened = await world.Vault.OpenAsync(world.Imap with { Name = "other" }, VaultWorld.Access);
        opened.Credential.Value.RevealAsString().Should().Be("other");
        (await world.Audit.ReadAsync(world.Tenant).Where(entry => entry.Note.Action == AuditAction.Reseal).ToListAsync())
            .Should().HaveCount(4).And.OnlyContain(entry => entry.Note.Actor == "vault.rotation" && entry.Note.Purpose == "import");

        var revision = await world.Credentials.GetRevisionAsync(world.RecordId);
        (await world.NewReseal().ResealAsync(world.Tenant)).Should().Be(default(ResealResult));
        (await world.Credentials.GetRevisionAsync(world.RecordId)).Should().Be(revision, "where nothing is to be done nothing is written");
    }

    [Fact]
    public async Task A_record_that_does_not_open_is_counted_and_left()
    {
        await using var world = await VaultWorld.CreateAsync();
        await world.StoreAsync();
        world.Keys.Rotate(world.Tenant);
        world.Keys.Drop(world.Tenant);
        await world.Credentials.PutAsync(new Document { Id = $"rd.credential:{world.Tenant}/damaged", Content = """{"sealed":"AAAA"}"""u8.ToArray() });

        (await world.NewReseal().ResealAsync(world.Tenant)).Should().Be(new ResealResult(0, 0, 2));
        await FluentActions.Awaiting(() => world.OpenAsync()).Should().ThrowAsync<CredentialUnreadableException>("its key is gone");
        (await world.Credentials.GetRevisionAsync(world.RecordId)).Should().StartWith("1-");
    }

    [Fact]
    public async Task A_rotation_stops_where_the_tenant_has_no_key()
    {
        await using var world = await VaultWorld.CreateAsync();
        await world.StoreAsync();
        world.Keys.Fail(world.Tenant, TenantKeyFailure.Shredded);

        await FluentActions.Awaiting(() => world.NewReseal().ResealAsync(world.Tenant).AsTask()).Should().ThrowAsync<TenantKeyException>();
    }

    [Fact]
    public async Task A_record_that_somebody_replaces_meanwhile_is_left_to_the_next_look()
    {
        await using var world = await VaultWorld.CreateAsync();
        await world.StoreAsync("first");
        world.Keys.Rotate(world.Tenant);
        var gate = new HookGate();
        gate.Before("put", () => world.ReplaceAsync("second", vault: world.NewHost().Vault));
        var reseal = new CredentialReseal(new GatedDatabase(world.Credentials, gate), () => world.Keys, world.Audit, world.Time);

        (await reseal.ResealAsync(world.Tenant)).Should().Be(new ResealResult(0, 1, 0));
        (await world.TrailAsync()).Should().EndWith("Reseal Conflict");
        (await world.OpenAsync()).Should().Be("second");
        (await reseal.ResealAsync(world.Tenant)).Should().Be(default(ResealResult), "it is under the new key by now");
    }

    [Fact]
    public async Task What_lost_a_conflict_goes_where_the_winner_is_under_the_current_key_too()
    {
        await using var world = await VaultWorld.CreateAsync();
        await world.StoreAsync("first");
        var first = (await world.Credentials.GetAsync(new DocumentReference(world.RecordId)))!;
        await world.Credentials.BulkWriteAsync([new Document { Id = first.Id, Revision = "1-00000000000000000000000000000000", Content = first.Content }], WriteMode.Replicated);

        (await world.NewReseal().ResealAsync(world.Tenant)).Should().Be(default(ResealResult));
        (await world.Credentials.GetAsync(new DocumentReference(world.RecordId), new ReadOptions { IncludeConflicts = true }))!.Conflicts.Should().BeEmpty();
        (await world.OpenAsync()).Should().Be("first");
    }

    private sealed class Told(List<ResealResult> results) : IProgress<ResealResult>
    {
        public void Report(ResealResult value) => results.Add(value);
    }
}
