using Raindrop.Derivation;
using Raindrop.Documents;

namespace Raindrop.Embedded.Tests.Derivation;

/// <summary>Passes over the embedded store: what runs is what is outdated, exactly.</summary>
public sealed class PassTests
{
    [Fact]
    public async Task A_first_pass_derives_everything_and_a_second_nothing()
    {
        using var folder = new TestFolder();
        var server = folder.Open();
        var database = await FillAsync(folder, server);

        var first = await NotesWorld.RunAsync(server, database);
        var updates = (await database.GetInfoAsync()).UpdateCount;
        var second = await NotesWorld.RunAsync(server, database);

        first.IsCaughtUp.Should().BeTrue();
        Of(first, "words").Should().BeEquivalentTo(new { Outdated = 12L, Executed = 12L, Written = 24L, Failed = 0L });
        Of(first, "book").Executed.Should().Be(1);
        second.Extensions.Should().OnlyContain(extension => extension.Executed == 0 && extension.Written == 0);
        (await database.GetInfoAsync()).UpdateCount.Should().Be(updates, "an idle tenant costs no write");
        (await NotesWorld.StateAsync(database)).Should().HaveCount(24 + 12 + 1);
    }

    [Fact]
    public async Task A_version_bump_runs_that_extension_and_writes_nothing_that_did_not_change()
    {
        using var folder = new TestFolder();
        var server = folder.Open();
        var database = await FillAsync(folder, server);
        await NotesWorld.RunAsync(server, database);
        var before = await NotesWorld.StateAsync(database);

        var result = await NotesWorld.RunAsync(server, database, 2);

        Of(result, "words").Should().BeEquivalentTo(new { Version = 2, Executed = 12L, Written = 0L, Unchanged = 24L });
        Of(result, "link").Should().BeEquivalentTo(new { Executed = 12L, Written = 0L, Unchanged = 12L }, "attachments are compared by their digest");
        (await NotesWorld.StateAsync(database)).Should().Equal(before);
    }

    [Fact]
    public async Task Changes_deletions_and_appearances_end_as_a_clean_run()
    {
        using var folder = new TestFolder();
        var server = folder.Open();
        var database = await FillAsync(folder, server);
        var random = new Random(5);
        for (var round = 0; round < 8; round++)
        {
            await NotesWorld.RunAsync(server, database);
            await NotesWorld.ChangeAsync(database, random);
        }

        (await NotesWorld.RunAsync(server, database)).IsCaughtUp.Should().BeTrue();

        (await NotesWorld.StateAsync(database)).Should().Equal(await NotesWorld.CleanStateAsync(database)).And.NotBeEmpty();
    }

    private static async Task<IDocumentDatabase> FillAsync(TestFolder folder, EmbeddedServer server)
    {
        var database = await folder.CreateAsync(server: server);
        for (var n = 0; n < 12; n++) await NotesWorld.PutAsync(database, $"n{n:d2}", $"hello w{n}", $"n{n + 1:d2}");
        return database;
    }

    private static ExtensionResult Of(DerivationResult result, string extension) => result.Extensions.Single(one => one.Extension == extension);
}
