using System.Text;
using Raindrop.Documents;

namespace Raindrop.Core.Tests.CouchDb;

/// <summary>What the document contracts promise, on real servers.</summary>
public sealed class ContractTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => RealCouch.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Ranges_keep_their_bounds_in_both_directions_and_together(string name)
    {
        await using var couch = await RealCouch.CreateAsync(name);
        await WriteAsync(couch, "a", "b", "c", "d", "e");
        await couch.Database.DeleteAsync("d", (await couch.Database.GetRevisionAsync("d", Stop))!, Stop);
        var range = new IdRange("b", "e");
        (await IdsAsync(couch, range)).Should().Equal("b", "c");
        (await IdsAsync(couch, range, new RangeOptions { Descending = true })).Should().Equal("c", "b");
        (await IdsAsync(couch, new("a", "c"), new RangeOptions { Descending = true, Limit = 1 })).Should().Equal("b");
        (await IdsAsync(couch, range, new RangeOptions { Limit = 1 })).Should().Equal("b");
        (await IdsAsync(couch, new(null, "c"))).Should().Equal("a", "b");
        (await IdsAsync(couch, new("c", null))).Should().Equal("c", "e");
        (await IdsAsync(couch, new("c", "c"))).Should().BeEmpty();
        (await IdsAsync(couch, new("e", "a"))).Should().BeEmpty();

        IdRange[] ranges = [new("c", null), new("x", "a"), new(null, "b"), new("b", "d")];
        foreach (var descending in new[] { false, true })
        {
            var rows = await couch.Database.ReadRangesAsync(ranges, new RangeOptions { Descending = descending, IncludeDocuments = true, Limit = 2 }, Stop).ToListAsync(Stop);
            rows.Select(row => $"{row.RequestIndex}{row.Id}").Should().Equal(descending ? ["0e", "0c", "2a", "3c", "3b"] : ["0c", "0e", "2a", "3b", "3c"]);
            rows.Should().OnlyContain(row => row.Document!.Id == row.Id);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Lookups_answer_every_id_in_order(string name)
    {
        await using var couch = await RealCouch.CreateAsync(name);
        await WriteAsync(couch, "a", "b");
        var tombstone = await couch.Database.DeleteAsync("b", (await couch.Database.GetRevisionAsync("b", Stop))!, Stop);
        var rows = await couch.Database.ReadRevisionsAsync(["none", "b", "a", "a"], Stop).ToListAsync(Stop);
        rows.Select(row => row.RequestIndex).Should().Equal(0, 1, 2, 3);
        rows.Select(row => row.Id).Should().Equal("none", "b", "a", "a");
        rows[0].Revision.Should().BeNull();
        (rows[1].Revision, rows[1].IsDeleted).Should().Be((tombstone, true));
        rows[2].Revision.Should().StartWith("1-");
        (await couch.Database.GetAsync(new("b"), cancellationToken: Stop)).Should().BeNull();
        (await couch.Database.GetRevisionAsync("b", Stop)).Should().BeNull();
        (await couch.Database.GetAsync(new("b", tombstone), cancellationToken: Stop))!.IsDeleted.Should().BeTrue();
        (await couch.Database.GetAsync(new("a", "7-abc"), cancellationToken: Stop)).Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Replicated_revisions_conflict_and_a_bulk_read_gives_the_winner_once(string name)
    {
        await using var couch = await RealCouch.CreateAsync(name);
        var database = couch.Database;
        Document[] leaves =
        [
            Leaf("a", "2-bb", "1-aa"),
            Leaf("a", "2-cc", "1-aa"),
            new() { Id = "b", Revision = "3-dd", RevisionHistory = ["3-dd", "2-cc", "1-aa"], IsDeleted = true },
            Leaf("b", "2-ee", "1-aa"),
        ];
        foreach (var leaf in leaves) (await database.BulkWriteAsync([leaf], WriteMode.Replicated, Stop)).Should().ContainSingle(result => result.IsWritten && result.Revision == leaf.Revision);
        (await database.BulkWriteAsync([leaves[0]], WriteMode.Replicated, Stop))[0].IsWritten.Should().BeTrue();

        var results = await database.BulkReadAsync([new("b"), new("none"), new("a")], new ReadOptions { IncludeRevisionHistory = true }, Stop).ToListAsync(Stop);
        results.Select(result => result.RequestIndex).Should().Equal(0, 1, 2);
        results.Select(result => result.Document?.Revision).Should().Equal("2-ee", null, "2-cc");
        results.Select(result => result.Error).Should().Equal(DocumentError.None, DocumentError.NotFound, DocumentError.None);
        // pouchdb-server loses a winning one that is asked for beside another revision of its document.
        DocumentReference[] beside = couch.Real.IsApacheCouchDb ? [new("a", "2-bb"), new("a"), new("a", "9-zz")] : [new("a", "2-bb"), new("a", "9-zz")];
        var revisions = await database.BulkReadAsync(beside, cancellationToken: Stop).Select(result => (result.Document?.Revision, result.Error)).ToListAsync(Stop);
        revisions.Where(found => found.Revision != "2-cc").Should().Equal(("2-bb", DocumentError.None), (null, DocumentError.NotFound));
        revisions.Should().HaveCount(beside.Length);
        results[2].Document!.RevisionHistory.Should().Equal("2-cc", "1-aa");
        (await database.GetAsync(new("a"), new ReadOptions { IncludeConflicts = true }, Stop))!.Conflicts.Should().Equal("2-bb");

        var changes = await database.ReadChanges(new ChangesOptions { AllLeaves = true }).ToDictionaryAsync(change => change.Id, null, Stop);
        changes["b"].IsDeleted.Should().BeFalse();
        changes["a"].OtherLeaves.Append(changes["a"].Revision).Should().BeEquivalentTo("2-bb", "2-cc");
        changes["b"].OtherLeaves.Append(changes["b"].Revision).Should().BeEquivalentTo("2-ee", "3-dd");
        // pouchdb-server does not name the winning one first.
        if (couch.Real.IsApacheCouchDb) (changes["a"].Revision, changes["b"].Revision).Should().Be(("2-cc", "2-ee"));
        var asked = new Dictionary<string, IReadOnlyList<string>> { ["a"] = ["2-bb", "5-none"], ["b"] = ["2-ee"], ["c"] = ["1-x"] };
        var missing = await database.FindMissingRevisionsAsync(asked, Stop);
        missing.Should().BeEquivalentTo(new Dictionary<string, IReadOnlyList<string>> { ["a"] = ["5-none"], ["c"] = ["1-x"] });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Writes_over_other_revisions_are_refused_one_by_one(string name)
    {
        await using var couch = await RealCouch.CreateAsync(name);
        await WriteAsync(couch, "a", "b");
        var revision = (await couch.Database.GetRevisionAsync("a", Stop))!;
        var results = await couch.Database.BulkWriteAsync([new() { Id = "a", Revision = revision, IsDeleted = true, Content = Utf8("{\"why\":1}") }, new() { Id = "b" }, new() { Id = "c" }], cancellationToken: Stop);
        results.Select(result => result.Error).Should().Equal(DocumentError.None, DocumentError.Conflict, DocumentError.None);
        Encoding.UTF8.GetString((await couch.Database.GetAsync(new("a", results[0].Revision), cancellationToken: Stop))!.Content.Span).Should().Be("{\"why\":1}");

        Func<Task> put = async () => await couch.Database.PutAsync(new Document { Id = "b", Revision = "1-abc" }, Stop);
        Func<Task> delete = async () => await couch.Database.DeleteAsync("b", "1-abc", Stop);
        Func<Task> deleteMissing = async () => await couch.Database.DeleteAsync("none", "1-abc", Stop);
        await put.Should().ThrowAsync<DocumentConflictException>();
        if (couch.Real.IsApacheCouchDb) await delete.Should().ThrowAsync<DocumentConflictException>();
        else await delete.Should().ThrowAsync<DocumentStoreException>();
        await deleteMissing.Should().ThrowAsync<DocumentNotFoundException>();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Local_documents_are_replaced_by_the_last_writer(string name)
    {
        await using var couch = await RealCouch.CreateAsync(name);
        var database = couch.Database;
        (await database.GetLocalAsync("a/b ü", Stop)).Should().BeNull();
        foreach (var n in Enumerable.Range(0, 3)) await database.PutLocalAsync(new LocalDocument("a/b ü", Utf8($$"""{"n":{{n}}}""")), Stop);
        var read = (await database.GetLocalAsync("a/b ü", Stop))!;
        (read.Id, Encoding.UTF8.GetString(read.Content.Span)).Should().Be(("a/b ü", """{"n":2}"""));
        (await database.ReadChanges().ToListAsync(Stop)).Should().BeEmpty();
        await database.DeleteLocalAsync("a/b ü", Stop);
        await database.DeleteLocalAsync("a/b ü", Stop);
        (await database.GetLocalAsync("a/b ü", Stop)).Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Attachments_that_are_not_there_are_told(string name)
    {
        await using var couch = await RealCouch.CreateAsync(name);
        var first = await couch.Database.PutAttachmentAsync(new("a"), "f", "text/plain", new MemoryStream([65]), Stop);
        (await couch.Database.OpenAttachmentAsync(new("a"), "g", Stop)).Should().BeNull();
        (await couch.Database.OpenAttachmentAsync(new("none"), "f", Stop)).Should().BeNull();
        Func<Task> stale = async () => await couch.Database.PutAttachmentAsync(new("a"), "f", "text/plain", new MemoryStream([66]), Stop);
        await stale.Should().ThrowAsync<DocumentConflictException>();
        if (couch.Real.IsApacheCouchDb)
        {
            Func<Task> missing = async () => await couch.Database.DeleteAttachmentAsync(new("a", first), "g", Stop);
            await missing.Should().ThrowAsync<DocumentNotFoundException>();
        }

        (await couch.Database.DeleteAttachmentAsync(new("a", first), "f", Stop)).Should().StartWith("2-");
        (await couch.Database.GetAsync(new("a"), cancellationToken: Stop))!.Attachments.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Attachments_pass_from_one_database_to_another_with_their_revisions(string name)
    {
        await using var couch = await RealCouch.CreateAsync(name);
        await using var copy = await RealCouch.CreateAsync(name);
        var revision = await couch.Database.PutAttachmentAsync(new("a"), "f", "text/plain", new MemoryStream(Encoding.UTF8.GetBytes("hello")), Stop);
        await couch.Database.PutAsync(new Document { Id = "a", Revision = revision, Content = Utf8("{\"n\":1}"), Attachments = (await couch.Database.GetAsync(new("a"), cancellationToken: Stop))!.Attachments }, Stop);
        var all = await couch.Database.BulkReadAsync([new("a")], new ReadOptions { IncludeAttachments = true, IncludeRevisionHistory = true }, Stop).Select(result => result.Document!).ToListAsync(Stop);
        await copy.Database.BulkWriteAsync(all, WriteMode.Replicated, Stop);
        var read = (await copy.Database.GetAsync(new("a"), new ReadOptions { IncludeAttachments = true, IncludeRevisionHistory = true }, Stop))!;
        read.RevisionHistory.Should().Equal(all[0].RevisionHistory).And.HaveCount(2);
        Encoding.UTF8.GetString(read.Attachments["f"].Data!.Value.Span).Should().Be("hello");
        if (couch.Real.IsApacheCouchDb) read.Attachments["f"].RevisionPosition.Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Feeds_end_wait_go_on_and_filter(string name)
    {
        await using var couch = await RealCouch.CreateAsync(name);
        await WriteAsync(couch, "a", "b", "c");
        var feed = couch.Database.ReadChanges(new ChangesOptions { Limit = 2 });
        feed.LastSequence.Should().BeNull();
        var first = await feed.ToListAsync(Stop);
        first.Should().HaveCount(2);
        var rest = couch.Database.ReadChanges(new ChangesOptions { Since = feed.LastSequence, IncludeDocuments = true });
        var second = await rest.ToListAsync(Stop);
        first.Concat(second).Select(change => change.Id).Should().BeEquivalentTo("a", "b", "c");
        second[0].Document!.Id.Should().Be(second[0].Id);
        (await couch.Database.ReadChanges(new ChangesOptions { DocumentIds = ["b", "none"] }).ToListAsync(Stop)).Select(change => change.Id).Should().Equal("b");
        (await couch.Database.ReadChanges(new ChangesOptions { Since = "now" }).ToListAsync(Stop)).Should().BeEmpty();
        if (couch.Real.IsApacheCouchDb) (await couch.Database.ReadChanges(new ChangesOptions { SequenceInterval = 3 }).CountAsync(change => change.Sequence is null, Stop)).Should().Be(2);

        var waiting = couch.Database.ReadChanges(new ChangesOptions { Kind = ChangesFeedKind.LongPoll, Since = rest.LastSequence, Timeout = TimeSpan.FromSeconds(20) }).ToListAsync(Stop);
        var following = couch.Database.ReadChanges(new ChangesOptions { Kind = ChangesFeedKind.Continuous, Since = "now", Heartbeat = TimeSpan.FromSeconds(2) }).Take(2).ToListAsync(Stop);
        await Task.Delay(300, Stop);
        await WriteAsync(couch, "d");
        (await waiting.AsTask().WaitAsync(TimeSpan.FromSeconds(15), Stop)).Select(change => change.Id).Should().Equal("d");
        await WriteAsync(couch, "e");
        (await following.AsTask().WaitAsync(TimeSpan.FromSeconds(15), Stop)).Select(change => change.Id).Should().Equal("d", "e");
        (await couch.Database.ReadChanges(new ChangesOptions { Kind = ChangesFeedKind.LongPoll, Since = "now", Timeout = TimeSpan.FromSeconds(1) }).ToListAsync(Stop).AsTask().WaitAsync(TimeSpan.FromSeconds(15), Stop)).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task More_documents_than_a_server_takes_at_once_are_written_and_read(string name)
    {
        await using var couch = await RealCouch.CreateAsync(name);
        if (!couch.Real.IsApacheCouchDb) return; // the limit is CouchDB's own
        var documents = Enumerable.Range(0, 10_500).Select(n => new Document { Id = $"d{n:00000}" }).ToList();
        (await couch.Database.BulkWriteAsync(documents, cancellationToken: Stop)).Should().HaveCount(10_500).And.OnlyContain(result => result.IsWritten);
        var read = couch.Database.BulkReadAsync([.. documents.Select(document => new DocumentReference(document.Id))], cancellationToken: Stop);
        (await read.Select(result => result.Document!.Id).ToListAsync(Stop)).Should().Equal(documents.Select(document => document.Id));
    }

    private static Document Leaf(string id, string revision, string parent) => new() { Id = id, Revision = revision, RevisionHistory = [revision, parent], Content = Utf8($$"""{"r":"{{revision}}"}""") };

    private static async Task WriteAsync(RealCouch couch, params string[] ids)
    {
        foreach (var id in ids) await couch.Database.PutAsync(new Document { Id = id }, Stop);
    }

    private static async Task<List<string>> IdsAsync(RealCouch couch, IdRange range, RangeOptions? options = null) => await couch.Database.ReadRangeAsync(range, options, Stop).Select(row => row.Id).ToListAsync(Stop);

    private static ReadOnlyMemory<byte> Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
