using System.Text;
using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Core.Tests.Derivation.World;
using Raindrop.Derivation;
using Raindrop.Documents;

namespace Raindrop.Core.Tests.Derivation;

/// <summary>Rules 2, 5 and 11: hosts of different versions on one tenant at once.</summary>
public sealed class TwoHostTests
{
    [Fact]
    public async Task An_older_host_stands_by_for_what_a_newer_one_wrote_and_all_else_runs()
    {
        var tenant = new TestTenant();
        await tenant.PutAsync("a", "hello");
        await tenant.RunAsync(id => id == "words" ? 2 : 1);
        await tenant.PutAsync("b", "more words");

        var result = await tenant.RunAsync();

        TestTenant.Of(result, "words").Should().BeEquivalentTo(new { State = ExtensionRunState.StandingBy, Executed = 0L });
        TestTenant.Of(result, "tag-a").Executed.Should().Be(1);
        result.IsCaughtUp.Should().BeFalse();
        var newer = await tenant.RunAsync(id => id == "words" ? 2 : 1);
        TestTenant.Of(newer, "words").Executed.Should().Be(1, "what the older host went past is not lost");
        newer.IsCaughtUp.Should().BeTrue();
        (await tenant.StateAsync()).Should().Equal(await tenant.CleanStateAsync());
    }

    [Fact]
    public async Task A_bump_after_an_older_host_stood_by_finds_inputs_that_nobody_derived()
    {
        var tenant = new TestTenant();
        await tenant.PutAsync("a", "hello");
        await tenant.RunAsync(id => id == "words" ? 2 : 1);
        await tenant.PutAsync("b", "more words");
        await tenant.RunAsync();

        var result = await tenant.RunAsync(id => id == "words" ? 3 : 1);

        TestTenant.Of(result, "words").Executed.Should().Be(2);
        (await tenant.StateAsync()).Should().Equal(await tenant.CleanStateAsync());
    }

    [Fact]
    public async Task A_lease_keeps_two_hosts_from_doing_the_same_work()
    {
        var tenant = new TestTenant();
        await tenant.Database.BulkWriteAsync([.. Enumerable.Range(0, 300).Select(i => Notes.Of($"n{i:d3}", "hello there"))]);
        var hosts = Enumerable.Range(0, 3).Select(_ => tenant.Host(configure: options => (options.UseLease, options.LeaseDuration) = (true, TimeSpan.FromSeconds(5))));

        var results = await Task.WhenAll(hosts.Select(host => Task.Run(() => host.RunOnceAsync(tenant.Database))));

        results.Sum(result => TestTenant.Of(result, "words").Executed).Should().Be(300);
        (await tenant.StateAsync()).Should().Equal(await tenant.CleanStateAsync());
    }

    [Fact]
    public async Task A_lease_whose_holder_died_is_taken_over()
    {
        var tenant = new TestTenant();
        await tenant.PutAsync("a", "hello");
        await tenant.Database.PutAsync(new Document { Id = "rd.lease:derivation", Content = """{"rd_schema":"rd.lease","rd_schema_version":1,"holder":"gone"}"""u8.ToArray() });

        var result = await tenant.RunAsync(configure: options => (options.UseLease, options.LeaseDuration) = (true, TimeSpan.FromMilliseconds(200)));

        TestTenant.Of(result, "words").Executed.Should().Be(1);
    }

    [Fact]
    public async Task A_host_that_is_stopped_gives_its_turn_back()
    {
        var tenant = new TestTenant();
        await tenant.PutAsync("a", "hello");
        using var stop = new CancellationTokenSource();
        var host = TestTenant.Runner(Notes.Registry(ran: (_, _) => stop.Cancel()), options => options.UseLease = true);

        var run = () => host.RunOnceAsync(tenant.Database, null, stop.Token);

        await run.Should().ThrowAsync<OperationCanceledException>();
        (await LeaseAsync(tenant)).Should().Contain("\"holder\":null");
    }

    [Fact]
    public async Task A_host_whose_pass_fails_gives_its_turn_back()
    {
        var gate = new FaultyGate();
        var tenant = new TestTenant(new MemoryDatabase(gate: gate));
        await tenant.PutAsync("a", "hello");
        var host = TestTenant.Runner(Notes.Registry(ran: (_, _) => gate.FailAt([(gate.Count + 1) * 2])), options => (options.UseLease, options.MaxConcurrency) = (true, 1));

        var run = () => host.RunOnceAsync(tenant.Database);

        await run.Should().ThrowAsync<StoreUnavailableException>();
        (await LeaseAsync(tenant)).Should().Contain("\"holder\":null");
    }

    private static async Task<string> LeaseAsync(TestTenant tenant) =>
        Encoding.UTF8.GetString((await tenant.Database.GetAsync(new DocumentReference("rd.lease:derivation")))!.Content.Span);
}
