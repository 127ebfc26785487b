using Microsoft.Data.Sqlite;
using Raindrop.Documents;

namespace Raindrop.Embedded.Tests.Documents;

/// <summary>Where the bytes of attachments are kept, and when they go.</summary>
public sealed class AttachmentStorageTests
{
    [Fact]
    public async Task Equal_bytes_are_stored_once_and_go_with_the_last_that_has_them()
    {
        using var folder = new TestFolder();
        var database = await folder.CreateAsync();
        var bytes = new byte[700_000];
        new Random(1).NextBytes(bytes);
        var one = await database.PutAsync(With("one", null, bytes));
        var two = await database.PutAsync(With("two", null, bytes));
        Count(folder, "blobs").Should().Be(1);
        Count(folder, "pieces").Should().Be(3);

        await database.PutAsync(Docs.Of("one", revision: one));
        (await database.ReadAsync("two")).Attachments["f"].Data!.Value.ToArray().Should().Equal(bytes);
        await database.DeleteAsync("two", two);

        Count(folder, "blobs").Should().Be(0);
        Count(folder, "pieces").Should().Be(0);
    }

    [Fact]
    public async Task A_refused_write_leaves_no_bytes_behind()
    {
        using var folder = new TestFolder();
        var database = await folder.CreateAsync();
        await database.PutAsync(Docs.Of("taken"));
        await database.PlantAsync("planted", "{}", false, "1-a");
        var planted = new Document { Id = "planted", Revision = "1-a", RevisionHistory = ["1-a"], Attachments = With("x", null, [1]).Attachments };

        await database.BulkWriteAsync([With("taken", null, [1, 2, 3])]);
        await database.BulkWriteAsync([planted], WriteMode.Replicated);

        Count(folder, "blobs").Should().Be(0);
    }

    [Fact]
    public async Task A_large_attachment_is_read_as_it_was_while_it_is_replaced()
    {
        using var folder = new TestFolder();
        var database = await folder.CreateAsync();
        var bytes = new byte[3_000_000];
        new Random(2).NextBytes(bytes);
        var revision = await database.PutAttachmentAsync(new DocumentReference("a"), "f", "a/b", new MemoryStream(bytes));

        await using var opened = await database.OpenAttachmentAsync(new DocumentReference("a"), "f");
        await database.PutAttachmentAsync(new DocumentReference("a", revision), "f", "a/b", new MemoryStream([1]));

        using var copy = new MemoryStream();
        await opened!.Stream.CopyToAsync(copy);
        copy.ToArray().AsSpan().SequenceEqual(bytes).Should().BeTrue();
        (await database.ReadAsync("a")).Attachments["f"].Length.Should().Be(1);
    }

    [Fact]
    public async Task A_slow_source_keeps_no_other_writer_waiting()
    {
        using var folder = new TestFolder();
        var database = await folder.CreateAsync();
        var source = new System.IO.Pipelines.Pipe();
        await source.Writer.WriteAsync(new byte[] { 1 });
        var slow = database.PutAttachmentAsync(new DocumentReference("slow"), "f", "a/b", source.Reader.AsStream()).AsTask();

        await database.PutAsync(Docs.Of("fast")).AsTask().WaitAsync(TimeSpan.FromSeconds(20));

        slow.IsCompleted.Should().BeFalse();
        await source.Writer.CompleteAsync();
        (await slow).Should().StartWith("1-");
    }

    private static Document With(string id, string? revision, byte[] bytes) =>
        new() { Id = id, Revision = revision, Attachments = new Dictionary<string, DocumentAttachment> { ["f"] = new() { ContentType = "a/b", Data = bytes } } };

    private static long Count(TestFolder folder, string table)
    {
        using var connection = new SqliteConnection($"Data Source={Directory.GetFiles(folder.Path, "*.db").Single()};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = table == "blobs" ? "SELECT count(*) FROM blobs" : "SELECT count(*) FROM pieces";
        return (long)command.ExecuteScalar()!;
    }
}
