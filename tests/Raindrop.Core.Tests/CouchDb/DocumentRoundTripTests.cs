using System.Text;
using Raindrop.Documents;

namespace Raindrop.Core.Tests.CouchDb;

/// <summary>Ids, bodies and attachments that break careless clients, on real servers.</summary>
public sealed class DocumentRoundTripTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => RealCouch.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Ids_with_special_characters_reach_their_documents_by_every_way(string name)
    {
        await using var couch = await RealCouch.CreateAsync(name);
        string[] ids = ["a/b", "a+b c", "ü€😀", "100%25", "q?a=b&c#d", "..", ".", "a\\\"b", "rd.msg:2024/x:ext", "\u007fdel"];
        foreach (var id in ids)
        {
            var revision = await couch.Database.PutAsync(new Document { Id = id, Content = Utf8("{\"n\":1}") }, Stop);
            (await couch.Database.GetAsync(new(id), cancellationToken: Stop))!.Id.Should().Be(id);
            (await couch.Database.GetRevisionAsync(id, Stop)).Should().Be(revision);
            (await couch.Database.PutAttachmentAsync(new(id, revision), "f/g ü+.txt", "text/x-y", new MemoryStream([1, 2]), Stop)).Should().StartWith("2-");
            await using var attachment = await couch.Database.OpenAttachmentAsync(new(id), "f/g ü+.txt", Stop);
            attachment!.ContentType.Should().Be("text/x-y");
        }

        (await couch.Database.BulkReadAsync([.. ids.Select(id => new DocumentReference(id))], cancellationToken: Stop).Select(result => result.Document!.Id).ToListAsync(Stop)).Should().Equal(ids);
        (await couch.Database.ReadRevisionsAsync(ids, Stop).Select(row => row.Id).ToListAsync(Stop)).Should().Equal(ids);
        (await couch.Database.ReadRangeAsync(default, cancellationToken: Stop).Select(row => row.Id).ToListAsync(Stop)).Should().Equal(ids.Order(IdComparer.Instance));
        foreach (var id in ids) (await couch.Database.ReadRangeAsync(new(id, id + "\u0000"), cancellationToken: Stop).CountAsync(Stop)).Should().Be(1, id);
    }

    [Theory]
    [InlineData("", InvalidDocumentReason.InvalidId)]
    [InlineData("_all_docs", InvalidDocumentReason.InvalidId)]
    [InlineData("_local/x", InvalidDocumentReason.InvalidId)]
    [InlineData("_design/", InvalidDocumentReason.InvalidId)]
    public Task An_id_that_would_address_something_else_is_refused_before_anything_is_sent(string id, InvalidDocumentReason reason) => CheckRefusedAsync(id, reason);

    // A test's name cannot hold what has no UTF-8 form, so this is no row of the theory.
    [Fact]
    public Task An_id_with_half_a_character_is_refused_before_anything_is_sent() => CheckRefusedAsync("a\ud800b", InvalidDocumentReason.UnpairedSurrogate);

    private static async Task CheckRefusedAsync(string id, InvalidDocumentReason reason)
    {
        await using var couch = new ScriptedCouch();
        Func<Task>[] calls =
        [
            () => couch.Database.GetAsync(new(id), cancellationToken: Stop).AsTask(),
            () => couch.Database.GetRevisionAsync(id, Stop).AsTask(),
            () => couch.Database.PutAsync(new Document { Id = id }, Stop).AsTask(),
            () => couch.Database.DeleteAsync(id, "1-a", Stop).AsTask(),
            () => couch.Database.BulkWriteAsync([new Document { Id = "fine" }, new Document { Id = id }], cancellationToken: Stop).AsTask(),
            () => couch.Database.BulkReadAsync([new(id)], cancellationToken: Stop).ToListAsync(Stop).AsTask(),
            () => couch.Database.OpenAttachmentAsync(new(id), "a", Stop).AsTask(),
            () => couch.Database.PutAttachmentAsync(new(id), "a", "text/plain", Stream.Null, Stop).AsTask(),
        ];
        foreach (var call in calls) (await call.Should().ThrowAsync<InvalidDocumentException>()).Which.Reason.Should().Be(reason);
        couch.Targets.Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"a":1,"a":2}""", InvalidDocumentReason.MalformedJson)]
    [InlineData("""{"a":1,"\u0061":2}""", InvalidDocumentReason.MalformedJson)]
    [InlineData("""{"a":"\ud800"}""", InvalidDocumentReason.UnpairedSurrogate)]
    [InlineData("""{"_rev":"1-a"}""", InvalidDocumentReason.ReservedName)]
    [InlineData("""[1]""", InvalidDocumentReason.NotAnObject)]
    [InlineData("""{"a":1}{}""", InvalidDocumentReason.MalformedJson)]
    [InlineData("", InvalidDocumentReason.MalformedJson)]
    public async Task A_body_that_two_parsers_could_read_differently_is_refused_before_anything_is_sent(string content, InvalidDocumentReason reason)
    {
        await using var couch = new ScriptedCouch();
        Func<Task>[] calls =
        [
            () => couch.Database.PutAsync(new Document { Id = "a", Content = Utf8(content) }, Stop).AsTask(),
            () => couch.Database.BulkWriteAsync([new Document { Id = "a", Content = Utf8(content) }], cancellationToken: Stop).AsTask(),
            () => couch.Database.PutLocalAsync(new LocalDocument("a", Utf8(content)), Stop).AsTask(),
        ];
        foreach (var call in calls) (await call.Should().ThrowAsync<InvalidDocumentException>()).Which.Reason.Should().Be(reason);
        couch.Targets.Should().BeEmpty();
    }

    [Fact]
    public async Task Revisions_that_are_none_are_refused_before_anything_is_sent()
    {
        await using var couch = new ScriptedCouch();
        Func<Task>[] calls =
        [
            () => couch.Database.GetAsync(new("a", "x"), cancellationToken: Stop).AsTask(),
            () => couch.Database.PutAsync(new Document { Id = "a", Revision = "1" }, Stop).AsTask(),
            () => couch.Database.DeleteAsync("a", "-a", Stop).AsTask(),
            () => couch.Database.BulkWriteAsync([new Document { Id = "a" }], WriteMode.Replicated, Stop).AsTask(),
            () => couch.Database.BulkWriteAsync([new Document { Id = "a", Revision = "2-b", RevisionHistory = ["2-b", "2-a"] }], WriteMode.Replicated, Stop).AsTask(),
            () => couch.Database.BulkWriteAsync([new Document { Id = "a", Revision = "2-b", RevisionHistory = ["3-b"] }], WriteMode.Replicated, Stop).AsTask(),
        ];
        foreach (var call in calls) (await call.Should().ThrowAsync<InvalidDocumentException>()).Which.Reason.Should().Be(InvalidDocumentReason.InvalidRevision);
        couch.Targets.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_body_keeps_its_text(string name)
    {
        await using var couch = await RealCouch.CreateAsync(name);
        const string content = """{"z":1,"a":{"_id":"inner","u":"ü€😀\n\"\\"},"list":[true,null,{}],"big":12345678901}""";
        await couch.Database.PutAsync(new Document { Id = "a", Content = Utf8("  " + content + "\n ") }, Stop);
        await couch.Database.BulkWriteAsync([new Document { Id = "b", Content = Utf8(content) }, new Document { Id = "c" }, new Document { Id = "d", Content = Utf8("{ }") }], cancellationToken: Stop);
        foreach (var id in new[] { "a", "b" }) Text((await couch.Database.GetAsync(new(id), cancellationToken: Stop))!.Content).Should().Be(content);
        foreach (var id in new[] { "c", "d" }) Text((await couch.Database.GetAsync(new(id), cancellationToken: Stop))!.Content).Should().Be("{}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_body_of_nearly_8_MB_passes_and_a_larger_one_is_told(string name)
    {
        await using var couch = await RealCouch.CreateAsync(name);
        var content = Utf8($$"""{"text":"{{new string('ä', 3_990_000)}}"}""");
        await couch.Database.PutAsync(new Document { Id = "large", Content = content }, Stop);
        (await couch.Database.GetAsync(new("large"), cancellationToken: Stop))!.Content.Span.SequenceEqual(content.Span).Should().BeTrue();
        var found = await couch.Database.BulkReadAsync([new("large")], cancellationToken: Stop).FirstAsync(Stop);
        found.Document!.Content.Span.SequenceEqual(content.Span).Should().BeTrue();
        if (!couch.Real.IsApacheCouchDb) return;

        var larger = new Document { Id = "larger", Content = Utf8($$"""{"text":"{{new string('a', 8_500_000)}}"}""") };
        var writing = async () => await couch.Database.PutAsync(larger, Stop);
        (await writing.Should().ThrowAsync<DocumentTooLargeException>()).Which.DocumentId.Should().Be("larger");
        var results = await couch.Database.BulkWriteAsync([new Document { Id = "small" }, larger, new Document { Id = "tiny" }], cancellationToken: Stop);
        results.Select(result => result.Error).Should().Equal(DocumentError.None, DocumentError.TooLarge, DocumentError.None);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Attachments_go_with_their_document_small_ones_inline_and_large_ones_in_parts(string name)
    {
        await using var couch = await RealCouch.CreateAsync(name);
        foreach (var size in new[] { 0, 10, 100_000, 3_000_000 })
        {
            var bytes = new byte[size];
            new Random(size).NextBytes(bytes);
            var id = $"with-{size}";
            var attachments = new Dictionary<string, DocumentAttachment>
            {
                ["bytes"] = new() { ContentType = "application/octet-stream", Data = bytes },
                ["te/xt ü"] = new() { ContentType = "text/plain; charset=utf-8", Data = Utf8("hello") },
            };
            var revision = await couch.Database.PutAsync(new Document { Id = id, Content = Utf8("{\"a\":1}"), Attachments = attachments }, Stop);
            var read = (await couch.Database.GetAsync(new(id), new ReadOptions { IncludeAttachments = true }, Stop))!;
            read.Attachments["bytes"].Data!.Value.Span.SequenceEqual(bytes).Should().BeTrue();
            read.Attachments["te/xt ü"].ContentType.Should().Be("text/plain; charset=utf-8");
            await using (var opened = await couch.Database.OpenAttachmentAsync(new(id), "bytes", Stop))
            {
                using var copy = new MemoryStream();
                await opened!.Stream.CopyToAsync(copy, Stop);
                copy.ToArray().Should().Equal(bytes);
            }

            var stubs = (await couch.Database.GetAsync(new(id), cancellationToken: Stop))!;
            stubs.Attachments["bytes"].Data.Should().BeNull();
            await couch.Database.PutAsync(new Document { Id = id, Revision = revision, Content = Utf8("{\"a\":2}"), Attachments = stubs.Attachments }, Stop);
            (await couch.Database.GetAsync(new(id), cancellationToken: Stop))!.Attachments["bytes"].Digest.Should().Be(stubs.Attachments["bytes"].Digest);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_stub_of_what_is_not_there_fails_its_document_alone(string name)
    {
        await using var couch = await RealCouch.CreateAsync(name);
        var lost = new Document { Id = "lost", Attachments = new Dictionary<string, DocumentAttachment> { ["f"] = new() { ContentType = "a/b", Digest = "md5-XUFAKrxLKna5cZ2REBfFkg==", Length = 5, RevisionPosition = 1 } } };
        var results = await couch.Database.BulkWriteAsync([new Document { Id = "a" }, lost, new Document { Id = "b" }], cancellationToken: Stop);
        results.Select(result => result.IsWritten).Should().Equal(true, false, true);
        results[1].Error.Should().Be(DocumentError.NotFound);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_stream_without_length_is_stored_and_left_open(string name)
    {
        await using var couch = await RealCouch.CreateAsync(name);
        var bytes = new byte[200_000];
        new Random(1).NextBytes(bytes);
        using var stream = new SplitStream(bytes, _ => 7_000);
        var revision = await couch.Database.PutAttachmentAsync(new("a"), "f", "application/octet-stream", stream, Stop);
        await using var opened = await couch.Database.OpenAttachmentAsync(new("a", revision), "f", Stop);
        using var copy = new MemoryStream();
        await opened!.Stream.CopyToAsync(copy, Stop);
        copy.ToArray().Should().Equal(bytes);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_database_that_does_not_exist_is_told_by_every_call(string name)
    {
        await using var couch = await RealCouch.CreateAsync(name);
        var missing = couch.Server.GetDatabase(RealCouch.NewName());
        Func<Task>[] calls =
        [
            () => missing.GetInfoAsync(Stop).AsTask(),
            () => missing.GetAsync(new("a"), cancellationToken: Stop).AsTask(),
            () => missing.GetRevisionAsync("a", Stop).AsTask(),
            () => missing.PutAsync(new Document { Id = "a" }, Stop).AsTask(),
            () => missing.BulkWriteAsync([new Document { Id = "a" }], cancellationToken: Stop).AsTask(),
            () => missing.BulkReadAsync([new("a")], cancellationToken: Stop).ToListAsync(Stop).AsTask(),
            () => missing.ReadRangeAsync(default, cancellationToken: Stop).ToListAsync(Stop).AsTask(),
            () => missing.ReadRevisionsAsync(["a"], Stop).ToListAsync(Stop).AsTask(),
            () => missing.ReadChanges().ToListAsync(Stop).AsTask(),
            () => missing.GetLocalAsync("a", Stop).AsTask(),
            () => missing.PutLocalAsync(new LocalDocument("a", Utf8("{}")), Stop).AsTask(),
            () => missing.OpenAttachmentAsync(new("a"), "f", Stop).AsTask(),
        ];
        for (var i = 0; i < calls.Length; i++) await calls[i].Should().ThrowAsync<DatabaseNotFoundException>($"call {i} is to a missing database");
    }

    private static ReadOnlyMemory<byte> Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
