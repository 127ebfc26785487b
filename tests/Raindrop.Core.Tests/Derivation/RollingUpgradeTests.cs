using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Core.Tests.Derivation.World;
using Raindrop.Derivation;
using Raindrop.Documents;

namespace Raindrop.Core.Tests.Derivation;

/// <summary>Rules 5 and 11: a newer host comes while an older one works. Version 2 of "link" writes other bodies than version 1.</summary>
public sealed class RollingUpgradeTests
{
    /// <summary>More requests than a pass over these notes makes.</summary>
    private const int MostRequests = 400;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_older_host_never_overwrites_what_a_newer_one_wrote_in_the_midst_of_its_pass(bool hasDerivedBefore)
    {
        var moments = 0;
        for (var isReached = true; isReached; moments++)
        {
            moments.Should().BeLessThan(MostRequests);
            var gate = new CutGate();
            var tenant = new TestTenant(new MemoryDatabase(gate: gate));
            await PutAsync(tenant, "first");
            if (hasDerivedBefore)
            {
                await tenant.RunAsync();
                await PutAsync(tenant, "second");
            }

            isReached = false;
            gate.Interrupt(moments, async () =>
            {
                isReached = true;
                await tenant.Host(Newer, Configure).RunOnceAsync(tenant.Database);
            });
            var older = await tenant.Host(configure: Configure).RunOnceAsync(tenant.Database);
            gate.Open();
            if (!isReached) continue;

            var because = $"the newer host came before request {moments}";
            (await tenant.StateAsync()).Where(document => document.Key.StartsWith("d.link:", StringComparison.Ordinal)).Should().HaveCount(3, because)
                .And.OnlyContain(document => document.Value.Contains("\"length\""), because);
            var result = await tenant.RunAsync(Newer);
            result.IsCaughtUp.Should().BeTrue(because);
            (await tenant.StateAsync()).Should().Equal(await tenant.CleanStateAsync(Newer), because);
            TestTenant.Of(older, "tag-a").State.Should().Be(ExtensionRunState.Running, because);
        }

        moments.Should().BeGreaterThan(20, "a pass makes so many requests at least");
    }

    [Fact]
    public async Task An_older_host_that_stands_by_costs_an_idle_tenant_no_write()
    {
        var gate = new CountingGate();
        var tenant = new TestTenant(new MemoryDatabase(gate: gate));
        await PutAsync(tenant, "first");
        await tenant.RunAsync(Newer);
        await tenant.RunAsync();
        gate.Reset();

        var result = await tenant.RunAsync(configure: options => options.UseLease = true);

        TestTenant.Of(result, "link").State.Should().Be(ExtensionRunState.StandingBy);
        gate.Counts.Keys.Should().BeEquivalentTo("info", "get-local", "get", "changes");
    }

    /// <summary>Whatever of the bookkeeping is lost: the state says who was here, so do traces, and at last the documents themselves.</summary>
    [Theory]
    [InlineData("rd.trace:state")]
    [InlineData("rd.trace:")]
    public async Task An_older_host_leaves_newer_outputs_alone_also_where_bookkeeping_was_lost(string lost)
    {
        var database = new MemoryDatabase();
        var tenant = new TestTenant(database);
        await PutAsync(tenant, "first");
        await tenant.RunAsync(Newer);
        var before = await tenant.StateAsync();
        await LoseAsync(database, lost);

        var result = await tenant.RunAsync();

        TestTenant.Of(result, "link").Should().BeEquivalentTo(new { State = ExtensionRunState.StandingBy, Written = 0L, Deleted = 0L });
        (await tenant.StateAsync()).Should().Equal(before);
    }

    [Fact]
    public async Task A_document_of_a_newer_version_that_takes_other_inputs_is_left_alone()
    {
        var database = new MemoryDatabase();
        var tenant = new TestTenant(database);
        await PutAsync(tenant, "first");
        await tenant.RunAsync();
        await database.PutAsync(new Document
        {
            Id = "d.link:other/x:link",
            Content = """{"rd_schema":"d.link","rd_schema_version":1,"rd_key":"other/x","rd_ext":"link","rd_ext_version":2,"rd_source":{"id":"s.other:x"},"sees":"nothing","rd_digest":"x"}"""u8.ToArray(),
        });

        var result = await tenant.RunAsync();

        TestTenant.Of(result, "link").State.Should().Be(ExtensionRunState.StandingBy);
        (await database.GetRevisionAsync("d.link:other/x:link")).Should().StartWith("1-");
    }

    private static async Task LoseAsync(MemoryDatabase database, string prefix)
    {
        foreach (var id in database.Store.Winners.Select(document => document.Id).Where(id => id.StartsWith(prefix, StringComparison.Ordinal)).ToList())
            await database.DeleteAsync(id, (await database.GetRevisionAsync(id))!);
        database.Store.Local.Clear();
    }

    private static int Newer(string extension) => extension == "link" ? 2 : 1;

    private static void Configure(DerivationOptions options) => (options.MaxConcurrency, options.MaxBatchSize, options.MinBatchSize) = (1, 2, 1);

    private static async Task PutAsync(TestTenant tenant, string text)
    {
        foreach (var key in new[] { "a", "b", "c" }) await tenant.PutAsync(key, $"{text} {key}", target: key == "a" ? "b" : "");
    }
}
