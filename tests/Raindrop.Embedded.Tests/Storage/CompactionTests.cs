using System.Text;
using Microsoft.Data.Sqlite;
using Raindrop.Documents;
using Raindrop.Embedded.Tests.Documents;

namespace Raindrop.Embedded.Tests.Storage;

/// <summary>What was replaced or deleted stays in the pages and the log of a file until a compaction, and not after it.</summary>
public sealed class CompactionTests
{
    private const string Mark = "a word that is in no file by chance";

    [Fact]
    public async Task What_was_replaced_deleted_or_detached_is_in_no_file_afterwards()
    {
        using var folder = new TestFolder();
        var database = await folder.CreateAsync();
        var first = await database.PutAsync(Docs.Of("a", $$"""{"text":"{{Mark}}"}"""));
        var second = await database.PutAsync(Docs.Of("b", $$"""{"text":"{{string.Concat(Enumerable.Repeat(Mark, 5000))}}"}"""));
        await database.PutAttachmentAsync(new DocumentReference("c"), "f", "text/plain", new MemoryStream(Encoding.UTF8.GetBytes(Mark)));
        await database.PutLocalAsync(new LocalDocument("l", Encoding.UTF8.GetBytes($$"""{"text":"{{Mark}}"}""")));
        var kept = await database.PutAsync(Docs.Of("kept", """{"n":1}"""));
        await database.PutAsync(Docs.Of("a", "{}", first));
        await database.DeleteAsync("b", second);
        await database.DeleteAttachmentAsync(new DocumentReference("c", await database.GetRevisionAsync("c")), "f");
        await database.DeleteLocalAsync("l");
        (await FilesWithAsync(folder)).Should().NotBeEmpty("they were only taken out of use");
        var size = (await database.GetInfoAsync()).SizeOnDisk;

        await database.CompactAsync();

        (await FilesWithAsync(folder)).Should().BeEmpty();
        (await database.GetInfoAsync()).SizeOnDisk.Should().BeLessThan(size!.Value);
        (await database.ReadAsync("kept")).Revision.Should().Be(kept);
    }

    [Fact]
    public async Task A_listing_that_is_read_slowly_does_not_stand_in_its_way()
    {
        using var folder = new TestFolder();
        var database = await folder.CreateAsync();
        await database.BulkWriteAsync([.. Enumerable.Range(0, 3000).Select(n => Docs.Of($"d{n:0000}", $$"""{"text":"{{new string('x', 300)}}"}"""))]);
        var read = 0;

        await foreach (var _ in database.ReadRangeAsync(default, RangeOptions.WithDocuments))
        {
            if (++read is 1 or 1500) await database.CompactAsync();
        }

        read.Should().Be(3000);
    }

    [Fact]
    public async Task A_reader_of_another_process_that_holds_the_log_is_told_and_later_it_works()
    {
        using var folder = new TestFolder();
        var server = folder.Open(options => options.LockTimeout = TimeSpan.FromMilliseconds(200));
        var database = await folder.CreateAsync(server: server);
        var revision = await database.PutAsync(Docs.Of("a", $$"""{"text":"{{Mark}}"}"""));
        using (var reader = new SqliteConnection($"Data Source={Directory.GetFiles(folder.Path, "*.db").Single()};Pooling=False"))
        {
            await reader.OpenAsync();
            using var command = reader.CreateCommand();
            command.CommandText = "BEGIN; SELECT count(*) FROM documents";
            await command.ExecuteScalarAsync();
            await database.PutAsync(Docs.Of("a", "{}", revision));
            var compact = async () => await database.CompactAsync();

            await compact.Should().ThrowAsync<StoreUnavailableException>();
        }

        await database.CompactAsync();
        (await FilesWithAsync(folder)).Should().BeEmpty();
    }

    [Fact]
    public async Task Compactions_at_once_with_writes_and_of_two_servers_end_well()
    {
        using var folder = new TestFolder();
        var here = await folder.CreateAsync();
        var there = folder.Open().GetDatabase("notes");

        await Task.WhenAll(
            Task.Run(async () => await here.CompactAsync()),
            Task.Run(async () => await there.CompactAsync()),
            Task.Run(async () =>
            {
                for (var i = 0; i < 50; i++) await here.PutAsync(Docs.Of($"here{i}"));
            }),
            Task.Run(async () =>
            {
                for (var i = 0; i < 50; i++) await there.PutAsync(Docs.Of($"there{i}"));
            }));

        (await here.GetInfoAsync()).DocumentCount.Should().Be(100);
    }

    [Fact]
    public async Task A_large_database_is_copied_by_way_of_a_file()
    {
        using var folder = new TestFolder();
        var database = await folder.CreateAsync();
        var text = new string('x', 1_000_000);
        for (var i = 0; i < 70; i++) await database.PutAsync(Docs.Of($"d{i}", $$"""{"text":"{{text}}"}"""));
        var revision = await database.PutAsync(Docs.Of("a", $$"""{"text":"{{Mark}}"}"""));
        await database.PutAsync(Docs.Of("a", "{}", revision));

        await database.CompactAsync();

        (await FilesWithAsync(folder)).Should().BeEmpty();
        (await database.GetInfoAsync()).Should().Match<DatabaseInfo>(info => info.DocumentCount == 71 && info.SizeOnDisk > 70_000_000);
    }

    private static async Task<List<string>> FilesWithAsync(TestFolder folder)
    {
        var found = new List<string>();
        foreach (var path in Directory.GetFiles(folder.Path))
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var content = new MemoryStream();
            await file.CopyToAsync(content);
            if (content.GetBuffer().AsSpan(0, (int)content.Length).IndexOf(Encoding.UTF8.GetBytes(Mark)) >= 0) found.Add(path);
        }

        return found;
    }
}
