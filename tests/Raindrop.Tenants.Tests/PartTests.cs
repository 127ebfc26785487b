using Raindrop.Documents;
using Raindrop.Keys;
using Raindrop.Tenancy;
using Raindrop.Tenants.Tests.Stores;

namespace Raindrop.Tenants.Tests;

/// <summary>Parts of the host hold things of a tenant too: they are asked when it is suspended or deleted, each of them.</summary>
public sealed class PartTests
{
    public static TheoryData<string> Stores => TenantWorld.All;

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Parts_of_the_host_delete_what_they_hold_and_say_what_remains(string store)
    {
        await using var world = await TenantWorld.CreateAsync(store);
        var part = new HeldData();
        var host = world.NewHost(hasKeys: false, parts: [part]);
        var made = await host.Directory.CreateAsync(TenantWorld.NewSubject());

        var deletion = await host.Directory.DeleteAsync(made.Tenant);

        part.Deleted.Should().Equal((made.Tenant, deletion.DeletedAt));
        deletion.Remains.Should().Contain(new TenantRemainder(TenantRemainderKind.HostData, deletion.DeletedAt + HeldData.Retention));
        deletion.Remains.Any(remainder => remainder.Kind == TenantRemainderKind.ReplacedRevisions).Should().Be(store == "pouchdb-server", "it cannot compact");
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Parts_of_the_host_take_back_what_lets_a_tenant_in_before_its_suspension_is_finished(string store)
    {
        await using var world = await TenantWorld.CreateAsync(store);
        var part = new HeldData { Failure = new StoreUnavailableException("away") };
        var host = world.NewHost(hasKeys: false, parts: [part]);
        var made = await host.Directory.CreateAsync(TenantWorld.NewSubject());

        await FluentActions.Awaiting(async () => await host.Directory.SuspendAsync(made.Tenant)).Should().ThrowAsync<StoreUnavailableException>();
        (await world.EntryAsync(made.Tenant)).State.Should().Be(Tenancy.Stored.TenantEntryState.Suspending);
        (await host.Directory.FindAsync(made.Tenant))!.State.Should().Be(TenantState.Suspended);
        (await host.Directory.FinishAsync()).Left.Should().Equal(made.Tenant);

        part.Failure = null;
        (await host.Directory.FinishAsync()).Finished.Should().Be(1);
        (await world.EntryAsync(made.Tenant)).State.Should().Be(Tenancy.Stored.TenantEntryState.Suspended);
        part.Suspended.Should().Equal(made.Tenant);
        (await host.Directory.ResumeAsync(made.Tenant)).State.Should().Be(TenantState.Active);
        part.Suspended.Should().HaveCount(1, "nothing is taken back by giving it back");
    }

    [Fact]
    public async Task Where_one_thing_cannot_be_taken_away_the_others_are_all_the_same()
    {
        await using var world = await TenantWorld.CreateAsync(TenantWorld.Embedded);
        var (away, there) = (new HeldData { Failure = new StoreUnavailableException("away") }, new HeldData());
        var host = world.NewHost(parts: [away, there]);
        var made = await host.Directory.CreateAsync(TenantWorld.NewSubject());

        await FluentActions.Awaiting(async () => await host.Directory.SuspendAsync(made.Tenant)).Should().ThrowAsync<StoreUnavailableException>();

        there.Suspended.Should().Equal(made.Tenant);
        (await host.Keys!.Store.FindAsync(made.Tenant))!.State.Should().Be(TenantKeyState.Suspended);
        (await world.EntryAsync(made.Tenant)).State.Should().Be(Tenancy.Stored.TenantEntryState.Suspending, "it is not finished");
    }

    private sealed class HeldData : ITenantData
    {
        public static readonly TimeSpan Retention = TimeSpan.FromDays(7);

        public List<(TenantId Tenant, DateTimeOffset At)> Deleted { get; } = [];

        public List<TenantId> Suspended { get; } = [];

        public Exception? Failure { get; set; }

        public ValueTask SuspendAsync(TenantId tenant, CancellationToken cancellationToken = default)
        {
            if (Failure is not null) return ValueTask.FromException(Failure);
            Suspended.Add(tenant);
            return ValueTask.CompletedTask;
        }

        public ValueTask<IReadOnlyList<TenantRemainder>> DeleteAsync(TenantId tenant, DateTimeOffset deletedAt, CancellationToken cancellationToken = default)
        {
            Deleted.Add((tenant, deletedAt));
            return new([new TenantRemainder(TenantRemainderKind.HostData, deletedAt + Retention)]);
        }
    }
}
