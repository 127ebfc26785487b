using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Core.Tests.Derivation.World;
using Raindrop.Derivation;
using Raindrop.Documents;

namespace Raindrop.Core.Tests.Derivation;

/// <summary>Rule 1: what runs is what is outdated, what is written is what changed, exactly.</summary>
public sealed class PassTests
{
    [Fact]
    public async Task A_first_pass_derives_everything_once()
    {
        var tenant = await FilledAsync(10);

        var result = await tenant.RunAsync();

        result.IsCaughtUp.Should().BeTrue();
        TestTenant.Of(result, "words").Should().BeEquivalentTo(new { Outdated = 10L, Executed = 10L, Written = 20L, Unchanged = 0L, Deleted = 0L, Failed = 0L });
        TestTenant.Of(result, "sum").Executed.Should().Be(2);
        TestTenant.Of(result, "inbox").Executed.Should().Be(1);
        (await tenant.StateAsync()).Should().Equal(await tenant.CleanStateAsync()).And.HaveCountGreaterThan(50);
    }

    [Fact]
    public async Task A_second_pass_runs_and_writes_nothing()
    {
        var gate = new CountingGate();
        var tenant = await FilledAsync(10, gate);
        await tenant.RunAsync();
        gate.Reset();

        var result = await tenant.RunAsync();

        result.Extensions.Should().OnlyContain(extension => extension.Executed == 0 && extension.Written == 0);
        gate.Counts.Should().BeEquivalentTo(new Dictionary<string, int> { ["info"] = 1, ["get-local"] = 1, ["get"] = 1, ["changes"] = 1 });
    }

    [Fact]
    public async Task A_version_bump_runs_that_extension_and_nothing_downstream_of_unchanged_outputs()
    {
        var tenant = await FilledAsync(10);
        await tenant.RunAsync();

        var result = await tenant.RunAsync(id => id == "words" ? 2 : 1);

        TestTenant.Of(result, "words").Should().BeEquivalentTo(new { Version = 2, Outdated = 10L, Executed = 10L, Written = 0L, Unchanged = 20L });
        result.Extensions.Where(extension => extension.Extension != "words").Should().OnlyContain(extension => extension.Executed == 0);
        (await tenant.RunAsync(id => id == "words" ? 2 : 1)).Extensions.Should().OnlyContain(extension => extension.Executed == 0);
    }

    [Fact]
    public async Task A_changed_source_runs_what_depends_on_it()
    {
        var tenant = await FilledAsync(10);
        await tenant.PutAsync("n03", "now quite different", "a", "n04");

        await tenant.RunAsync();
        await tenant.PutAsync("n04", "seen by another", "b");
        var result = await tenant.RunAsync();

        TestTenant.Of(result, "link").Executed.Should().Be(2, "n03 reads n04");
        TestTenant.Of(result, "words").Executed.Should().Be(1);
        (await tenant.StateAsync()).Should().Equal(await tenant.CleanStateAsync());
    }

    [Fact]
    public async Task A_document_that_was_looked_for_wakes_its_reader_when_it_appears_and_when_it_goes()
    {
        var tenant = new TestTenant();
        await tenant.PutAsync("a", "one", target: "b");
        await tenant.RunAsync();
        (await tenant.StateAsync())["d.link:g/a:link"].Should().Contain("absent");

        await tenant.PutAsync("b", "two");
        var result = await tenant.RunAsync();
        TestTenant.Of(result, "link").Executed.Should().Be(2);
        (await tenant.StateAsync())["d.link:g/a:link"].Should().Contain("two");

        await tenant.DeleteAsync("b");
        await tenant.RunAsync();
        (await tenant.StateAsync()).Should().Equal(await tenant.CleanStateAsync());
    }

    [Fact]
    public async Task A_deleted_source_takes_its_derived_documents_with_it()
    {
        var tenant = await FilledAsync(4);
        await tenant.RunAsync();
        foreach (var key in new[] { "n00", "n01", "n02", "n03" }) await tenant.DeleteAsync(key);

        var result = await tenant.RunAsync();

        (await tenant.StateAsync()).Should().BeEmpty();
        TestTenant.Of(result, "words").Deleted.Should().Be(8);
    }

    [Fact]
    public async Task An_output_that_is_no_longer_emitted_is_deleted_with_a_tombstone_that_names_extension_and_version()
    {
        var database = new MemoryDatabase();
        var tenant = new TestTenant(database);
        await tenant.PutAsync("a", "one two three");
        await tenant.RunAsync();
        await tenant.PutAsync("a", "one");

        await tenant.RunAsync();

        (await tenant.StateAsync()).Keys.Where(id => id.StartsWith("d.words", StringComparison.Ordinal)).Should().Equal("d.words:a-0:words");
        var tombstone = database.Store.Read(new DocumentReference("d.words:a-2:words"), null)!;
        tombstone.IsDeleted.Should().BeTrue();
        DocumentEnvelope.TryRead(tombstone.Content.Span, out var envelope).Should().BeTrue();
        envelope.Should().BeEquivalentTo(new { Extension = "words", ExtensionVersion = 1, SourceId = "s.note:a" });
    }

    [Fact]
    public async Task A_group_runs_once_a_pass_however_many_members_arrive()
    {
        var tenant = new TestTenant();
        var notes = Enumerable.Range(0, 10_000).Select(i => Notes.Of($"n{i:d5}", "hello there", "same")).ToList();
        await tenant.Database.BulkWriteAsync(notes);

        var result = await tenant.RunAsync();

        TestTenant.Of(result, "sum").Executed.Should().Be(1);
        TestTenant.Of(result, "inbox").Executed.Should().Be(1);
        await tenant.PutAsync("another", "hello there", "same");
        TestTenant.Of(await tenant.RunAsync(), "sum").Executed.Should().Be(1);
    }

    [Fact]
    public async Task A_users_override_is_merged_above_every_extension_and_survives()
    {
        var tenant = await FilledAsync(2);
        await tenant.RunAsync();
        var schema = Notes.Schemas.Single(one => one.Name == "d.tag");
        await tenant.Database.PutAsync(SourceDocument.CreateOverride(schema, "n00", """{"by":"me"}"""u8.ToArray()));

        var result = await tenant.RunAsync();

        TestTenant.Of(result, "tagged").Executed.Should().Be(1);
        (await tenant.StateAsync())["d.tagged:n00:tagged"].Should().Contain("\"by\":\"me\"").And.Contain("\"b\":true");
        (await tenant.StateAsync()).Should().Equal(await tenant.CleanStateAsync());
    }

    private static async Task<TestTenant> FilledAsync(int count, IRequestGate? gate = null)
    {
        var tenant = new TestTenant(new MemoryDatabase(gate: gate));
        for (var i = 0; i < count; i++) await tenant.PutAsync($"n{i:d2}", "hello there", i % 2 == 0 ? "a" : "b");
        return tenant;
    }
}
