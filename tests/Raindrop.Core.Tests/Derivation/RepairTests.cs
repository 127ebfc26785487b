using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Core.Tests.Derivation.World;
using Raindrop.Derivation;
using Raindrop.Documents;

namespace Raindrop.Core.Tests.Derivation;

/// <summary>Rules 7 and 9: what others do to derived documents is undone, whatever the checkpoint says.</summary>
public sealed class RepairTests
{
    private readonly MemoryDatabase _database = new();
    private readonly TestTenant _tenant;

    public RepairTests() => _tenant = new TestTenant(_database);

    [Fact]
    public async Task An_edited_output_is_restored()
    {
        await FillAsync();
        await OverwriteAsync("d.words:a-0:words", """{"word":"forged"}""");

        var result = await _tenant.RunAsync();

        TestTenant.Of(result, "words").Should().BeEquivalentTo(new { Executed = 1L, Written = 1L });
        await ShouldBeCleanAsync();
    }

    [Fact]
    public async Task A_deleted_output_is_restored_over_its_tombstone()
    {
        await FillAsync();
        var revision = await _database.GetRevisionAsync("d.tag:a:tag-b");
        await _database.DeleteAsync("d.tag:a:tag-b", revision!);

        await _tenant.RunAsync();

        (await _database.GetRevisionAsync("d.tag:a:tag-b")).Should().StartWith("3-");
        await ShouldBeCleanAsync();
    }

    [Fact]
    public async Task An_output_in_conflict_is_brought_back_to_one_revision()
    {
        await FillAsync();
        await _database.BulkWriteAsync([new Document { Id = "d.words:a-0:words", Revision = "1-0000", Content = """{"word":"losing"}"""u8.ToArray() }], WriteMode.Replicated);
        await _database.BulkWriteAsync([new Document { Id = "d.words:a-1:words", Revision = "9-ffff", Content = """{"word":"winning"}"""u8.ToArray() }], WriteMode.Replicated);

        await _tenant.RunAsync();

        foreach (var id in new[] { "d.words:a-0:words", "d.words:a-1:words" })
            (await _database.GetAsync(new DocumentReference(id), new ReadOptions { IncludeConflicts = true }))!.Conflicts.Should().BeEmpty();
        await ShouldBeCleanAsync();
        (await _tenant.RunAsync()).Extensions.Should().OnlyContain(extension => extension.Executed == 0);
    }

    [Fact]
    public async Task The_winning_revision_of_a_source_in_conflict_is_the_input_and_the_conflict_is_counted()
    {
        await FillAsync();
        var planted = Notes.Of("a", "planted revision", "g", "b");
        await _database.BulkWriteAsync([new Document { Id = planted.Id, Revision = "9-ffff", Content = planted.Content }], WriteMode.Replicated);

        var result = await _tenant.RunAsync();

        result.ConflictedSources.Should().Be(1);
        (await _tenant.StateAsync())["d.words:a-0:words"].Should().Contain("planted");
        await ShouldBeCleanAsync();
    }

    [Fact]
    public async Task A_lost_checkpoint_costs_reading_and_nothing_else()
    {
        await FillAsync();
        _database.Store.Local.Clear();

        (await _tenant.RunAsync()).Extensions.Should().OnlyContain(extension => extension.Executed == 0 && extension.Written == 0);
    }

    [Fact]
    public async Task A_database_created_anew_does_not_trust_an_old_checkpoint()
    {
        await FillAsync();
        await _tenant.PutAsync("late", "not yet seen");
        _database.Store.Incarnation = "another";

        TestTenant.Of(await _tenant.RunAsync(), "words").Executed.Should().Be(1);
        await ShouldBeCleanAsync();
    }

    [Fact]
    public async Task Reconciling_runs_nothing_where_all_is_well()
    {
        await FillAsync();

        (await _tenant.Host().ReconcileAsync(_database)).Extensions.Should().OnlyContain(extension => extension.Executed == 0 && extension.Written == 0);
    }

    [Fact]
    public async Task Reconciling_finds_what_the_feed_no_longer_tells_and_removes_orphans()
    {
        await FillAsync();
        await OverwriteAsync("d.words:a-0:words", """{"word":"forged"}""");
        await _database.PutAsync(new Document { Id = "d.words:orphan:words", Content = """{"rd_schema":"d.words","rd_schema_version":1,"rd_key":"orphan","rd_ext":"words"}"""u8.ToArray() });
        await _tenant.PutAsync("b", "changed meanwhile");
        await SkipFeedAsync();

        await _tenant.Host().ReconcileAsync(_database);

        await ShouldBeCleanAsync();
    }

    [Fact]
    public async Task An_extension_that_is_gone_can_have_its_outputs_swept()
    {
        await FillAsync();
        var registry = Notes.Registry();
        var without = Raindrop.Extensions.ExtensionRegistry.Create(Notes.Schemas, registry.Extensions.Where(extension => extension.Definition.Id != "words"));
        var host = TestTenant.Runner(without);

        (await host.RemoveExtensionAsync(_database, "words")).Should().Be(4);

        (await _tenant.StateAsync()).Keys.Should().NotContain(id => id.EndsWith(":words", StringComparison.Ordinal));
        (await host.RunOnceAsync(_database)).Extensions.Should().OnlyContain(extension => extension.Executed == 0);
        (await FluentActions.Awaiting(() => _tenant.Host().RemoveExtensionAsync(_database, "words")).Should().ThrowAsync<InvalidOperationException>()).WithMessage("*words*");
    }

    [Fact]
    public async Task A_document_is_explained_back_to_its_sources()
    {
        await FillAsync();

        var inbox = await _tenant.Host().ExplainAsync(_database, "d.inbox:all:inbox");

        inbox!.Extension.Should().Be("inbox");
        var group = inbox.Inputs.Should().ContainSingle().Which;
        var link = group.Inputs.Should().ContainSingle().Which.Inputs.Should().ContainSingle().Which.Inputs.Single(member => member.DocumentId.Contains("/a", StringComparison.Ordinal));
        link.Inputs.Should().ContainSingle().Which.DocumentId.Should().Be("s.note:a");
        link.Reads.Should().ContainSingle().Which.DocumentId.Should().Be("s.note:b");
        (await _tenant.Host().ExplainAsync(_database, "d.inbox:none:inbox")).Should().BeNull();
    }

    private async Task FillAsync()
    {
        await _tenant.PutAsync("a", "hello there", target: "b");
        await _tenant.PutAsync("b", "second note");
        await _tenant.RunAsync();
    }

    private async Task OverwriteAsync(string id, string content) =>
        await _database.PutAsync(new Document { Id = id, Revision = await _database.GetRevisionAsync(id), Content = System.Text.Encoding.UTF8.GetBytes(content) });

    /// <summary>Moves the checkpoint past all changes, as a lost one that another host wrote would.</summary>
    private async Task SkipFeedAsync()
    {
        var info = await _database.GetInfoAsync();
        await _database.PutLocalAsync(new Raindrop.Derivation.Ledgers.Checkpoint(info.Incarnation, info.UpdateSequence).ToDocument());
    }

    private async Task ShouldBeCleanAsync() => (await _tenant.StateAsync()).Should().Equal(await _tenant.CleanStateAsync());
}
