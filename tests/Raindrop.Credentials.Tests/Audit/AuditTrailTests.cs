using Raindrop.Credentials.Tests.Stores;
using Raindrop.Documents;
using Raindrop.Tenancy;

namespace Raindrop.Credentials.Tests.Audit;

public sealed class AuditTrailTests
{
    public static TheoryData<string> Stores => TestStore.Names;

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Hosts_that_write_at_once_make_one_chain_with_each_entry_once(string store)
    {
        await using var world = await VaultWorld.CreateAsync(store);
        const int Hosts = 3, Callers = 4, Each = 5;
        await Task.WhenAll(Enumerable.Range(0, Hosts).SelectMany(host =>
        {
            var (_, audit) = world.NewHost();
            return Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
            {
                for (var n = 0; n < Each; n++) await audit.AppendAsync(Note(world.Tenant, $"h{host}-{caller}-{n}"));
            }));
        }));

        var verified = await world.Audit.VerifyAsync(world.Tenant);
        verified.Should().BeEquivalentTo(new { Entries = (long)(Hosts * Callers * Each), Forks = 0L, FlawCount = 0L, IsIntact = true });
        var entries = await world.Audit.ReadAsync(world.Tenant).ToListAsync();
        entries.Select(entry => entry.Note.Actor).Should().OnlyHaveUniqueItems();
        entries.Select(entry => entry.Number).Should().Equal(Enumerable.Range(1, entries.Count).Select(n => (long)n));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task An_entry_says_who_asked_for_what_when_and_what_came_of_it(string store)
    {
        await using var world = await VaultWorld.CreateAsync(store);
        var note = new AuditNote { Tenant = world.Tenant, Actor = "host.part", Action = AuditAction.Delete, Outcome = AuditOutcome.Failed, Name = "mail", Purpose = "import", Request = 7 };
        var noted = await world.Audit.AppendAsync(note);
        var second = await world.Audit.AppendAsync(note with { Purpose = null, Request = null });

        (await world.NewHost().Audit.ReadAsync(world.Tenant).ToListAsync()).Should().Equal(noted, second);
        noted.Should().Be(new AuditEntry(1, noted.At, note));
        noted.At.Should().BeCloseTo(world.Time.GetUtcNow(), TimeSpan.FromSeconds(1));
        (await world.Audit.ReadAsync(world.Tenant, after: 1).ToListAsync()).Should().Equal(second);
        (await world.Audit.ReadAsync(world.Tenant, after: 2).ToListAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task An_entry_costs_one_request_while_nobody_else_writes()
    {
        await using var world = await VaultWorld.CreateAsync();
        for (var n = 0; n < 3; n++) await world.Audit.AppendAsync(Note(world.Tenant, "a"));
        world.AuditGate.Requests.Should().Equal("range", "put", "put", "put");
        await world.NewHost().Audit.AppendAsync(Note(world.Tenant, "b"));

        await world.Audit.AppendAsync(Note(world.Tenant, "a"));
        world.AuditGate.Requests.Skip(4).Should().Equal("put", "range", "put");
        (await world.Audit.VerifyAsync(world.Tenant)).Should().BeEquivalentTo(new { Entries = 5L, IsIntact = true });
    }

    [Fact]
    public async Task Calls_of_one_host_take_turns_and_cost_one_request_each()
    {
        await using var world = await VaultWorld.CreateAsync();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(n => Task.Run(() => world.Audit.AppendAsync(Note(world.Tenant, $"a{n}")).AsTask())));

        world.AuditGate.Requests.Should().Equal(Enumerable.Repeat("put", 10).Prepend("range"));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Tenants_that_have_a_trail_are_listed(string store)
    {
        await using var world = await VaultWorld.CreateAsync(store);
        (await world.Audit.ListTenantsAsync().ToListAsync()).Should().BeEmpty();
        var tenants = Enumerable.Range(0, 5).Select(_ => TenantId.New()).OrderBy(tenant => tenant.Value, StringComparer.Ordinal).ToList();
        foreach (var tenant in tenants)
        {
            for (var n = 0; n < 2; n++) await world.Audit.AppendAsync(Note(tenant, "a"));
        }

        await world.AuditDatabase.PutAsync(new Document { Id = "rd.audit:none" });
        await world.AuditDatabase.PutAsync(new Document { Id = "zzz" });

        (await world.Audit.ListTenantsAsync().ToListAsync()).Should().Equal(tenants);
    }

    [Fact]
    public async Task A_note_of_another_form_is_refused()
    {
        await using var world = await VaultWorld.CreateAsync();
        var note = Note(world.Tenant, "a");
        AuditNote[] wrong =
        [
            note with { Tenant = default }, note with { Actor = "user@example.org" }, note with { Name = "" }, note with { Purpose = "A" },
            note with { Action = (AuditAction)99 }, note with { Outcome = (AuditOutcome)99 },
        ];

        foreach (var one in wrong) await FluentActions.Awaiting(() => world.Audit.AppendAsync(one).AsTask()).Should().ThrowAsync<ArgumentException>();
        (await world.TrailAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task What_a_host_knows_of_a_trail_is_a_minute_old_at_most_however_often_it_writes()
    {
        await using var world = await VaultWorld.CreateAsync();
        for (var n = 0; n < 7; n++)
        {
            await world.Audit.AppendAsync(Note(world.Tenant, "a"));
            world.Time.Advance(TimeSpan.FromSeconds(25));
        }

        world.AuditGate.Requests.Should().Equal("range", "put", "put", "put", "range", "put", "put", "put", "range", "put");
    }

    internal static AuditNote Note(TenantId tenant, string actor) =>
        new() { Tenant = tenant, Actor = actor, Action = AuditAction.Open, Outcome = AuditOutcome.Done, Name = "mail", Purpose = "import" };
}
