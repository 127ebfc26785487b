using Raindrop.Documents;

namespace Raindrop.Embedded.Tests.Documents;

/// <summary>Trees of revisions: what grows together, what wins, what is forgotten.</summary>
public sealed class RevisionTreeTests
{
    [Fact]
    public async Task The_same_writes_make_the_same_revisions_in_two_databases()
    {
        using var folder = new TestFolder();
        var server = folder.Open();
        var revisions = new List<string>();
        foreach (var name in new[] { "one", "two" })
        {
            var database = await folder.CreateAsync(name, server);
            var first = await database.PutAsync(Docs.Of("a", """{"n":1}"""));
            revisions.Add(await database.PutAsync(new Document { Id = "a", Revision = first, Attachments = new Dictionary<string, DocumentAttachment> { ["f"] = new() { ContentType = "a/b", Data = new byte[] { 1 } } } }));
        }

        revisions[0].Should().Be(revisions[1]).And.MatchRegex("^2-[0-9a-f]{32}$");
    }

    [Fact]
    public async Task Other_content_parent_deletion_or_attachment_makes_another_revision()
    {
        using var folder = new TestFolder();
        var server = folder.Open();
        DocumentAttachment[] attachments = [new() { ContentType = "a/b", Data = new byte[] { 1 } }, new() { ContentType = "a/c", Data = new byte[] { 1 } }, new() { ContentType = "a/b", Data = new byte[] { 2 } }];
        Document[] documents =
        [
            Docs.Of("a"), Docs.Of("a", "{ }"), Docs.Of("a", deleted: true),
            .. attachments.Select(attachment => new Document { Id = "a", Attachments = new Dictionary<string, DocumentAttachment> { ["f"] = attachment } }),
        ];

        var revisions = new List<string>();
        foreach (var (document, i) in documents.Select((document, i) => (document, i))) revisions.Add(await (await folder.CreateAsync($"d{i}", server)).PutAsync(document));

        revisions.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task A_history_that_reaches_further_back_joins_what_seemed_to_be_branches()
    {
        using var folder = new TestFolder();
        var database = await folder.CreateAsync();
        await database.PlantAsync("a", """{"n":1}""", false, "1-a");
        await database.PlantAsync("a", """{"n":3}""", false, "3-c");
        (await database.ReadAsync("a")).Conflicts.Should().Equal("1-a");

        await database.PlantAsync("a", """{"n":3}""", false, "3-c", "2-b", "1-a");

        var read = await database.ReadAsync("a");
        read.Conflicts.Should().BeEmpty();
        read.RevisionHistory.Should().Equal("3-c", "2-b", "1-a");
        (await database.GetAsync(new DocumentReference("a", "1-a"))).Should().BeNull();
        (await database.ReadChanges().ListAsync()).Single().OtherLeaves.Should().BeEmpty();
    }

    [Fact]
    public async Task A_branch_is_continued_and_ended_without_touching_the_winner()
    {
        using var folder = new TestFolder();
        var database = await folder.CreateAsync();
        var first = await database.PutAsync(Docs.Of("a"));
        await database.PlantAsync("a", """{"by":"one"}""", false, "2-a", first);
        await database.PlantAsync("a", """{"by":"two"}""", false, "2-b", first);

        var ended = await database.PutAsync(Docs.Of("a", """{"why":"lost"}""", "2-a", deleted: true));

        var read = await database.ReadAsync("a");
        read.Revision.Should().Be("2-b");
        read.Conflicts.Should().BeEmpty();
        (await database.ReadAsync("a", ended)).RevisionHistory.Should().Equal(ended, "2-a", first);
        (await database.ReadChanges(new ChangesOptions { AllLeaves = true }).ListAsync()).Single().OtherLeaves.Should().Equal(ended);
    }

    [Fact]
    public async Task A_deleted_winner_hands_over_to_the_branch_that_lives()
    {
        using var folder = new TestFolder();
        var database = await folder.CreateAsync();
        await database.PlantAsync("a", """{"n":1}""", false, "3-x", "2-x", "1-x");
        await database.PlantAsync("a", """{"n":2}""", false, "1-y");

        await database.DeleteAsync("a", "3-x");

        (await database.ReadAsync("a")).Revision.Should().Be("1-y");
        (await database.GetInfoAsync()).Should().BeEquivalentTo(new { DocumentCount = 1L, DeletedCount = 0L, UpdateCount = 3L });
    }

    [Fact]
    public async Task The_oldest_of_more_than_a_thousand_ancestors_are_forgotten()
    {
        using var folder = new TestFolder();
        var database = await folder.CreateAsync();
        string? revision = null;
        var first = "";
        for (var n = 0; n < 1100; n++)
        {
            revision = await database.PutAsync(Docs.Of("a", $$"""{"n":{{n}}}""", revision));
            if (n == 0) first = revision;
        }

        var history = (await database.ReadAsync("a")).RevisionHistory;
        history.Should().HaveCount(1000).And.OnlyHaveUniqueItems();
        history[0].Should().Be(revision);
        (await database.FindMissingRevisionsAsync(new Dictionary<string, IReadOnlyList<string>> { ["a"] = [first, history[^1]] }))["a"].Should().Equal(first);
    }
}
