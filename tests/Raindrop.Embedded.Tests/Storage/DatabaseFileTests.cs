using Microsoft.Data.Sqlite;
using Raindrop.Documents;
using Raindrop.Embedded.Tests.Documents;

namespace Raindrop.Embedded.Tests.Storage;

/// <summary>The files of databases: their names, leftovers, formats and damage.</summary>
public sealed class DatabaseFileTests
{
    [Fact]
    public async Task What_was_written_is_there_when_the_store_is_opened_again()
    {
        using var folder = new TestFolder();
        var first = folder.Open();
        var database = await folder.CreateAsync(server: first);
        var revision = await database.PutAsync(Docs.Of("a", """{"n":1}"""));
        await database.PutLocalAsync(new LocalDocument("l", """{"at":1}"""u8.ToArray()));
        var info = await database.GetInfoAsync();
        await first.DisposeAsync();

        var again = folder.Open().GetDatabase("notes");

        (await again.ReadAsync("a")).Should().BeEquivalentTo(new { Revision = revision });
        (await again.GetLocalAsync("l"))!.Content.ToArray().Should().Equal("""{"at":1}"""u8.ToArray());
        (await again.GetInfoAsync()).Should().BeEquivalentTo(info with { SizeOnDisk = null }, options => options.Excluding(one => one.SizeOnDisk));
    }

    [Fact]
    public async Task The_longest_name_with_slashes_is_a_file_and_is_listed()
    {
        using var folder = new TestFolder();
        var server = folder.Open();
        var name = "a/" + new string('b', 236);

        var database = await folder.CreateAsync(name, server);
        await database.PutAsync(Docs.Of("a"));

        (await server.ListDatabasesAsync().ListAsync()).Should().Equal(name);
        Directory.GetDirectories(folder.Path).Should().BeEmpty();
    }

    [Fact]
    public async Task A_deletion_leaves_no_file_and_finishes_what_a_killed_process_began()
    {
        using var folder = new TestFolder();
        var server = folder.Open();
        await folder.CreateAsync("kept", server);
        var database = await folder.CreateAsync("gone", server);
        await database.PutAsync(Docs.Of("a"));
        var file = Directory.GetFiles(folder.Path, "gone~*.db").Single();
        await File.WriteAllBytesAsync(file + ".gone", []);
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "half~00000000.new"), [1]);

        (await folder.Open().ListDatabasesAsync().ListAsync()).Should().Equal("kept");
        (await server.DeleteDatabaseAsync("gone")).Should().BeFalse("it was deleted when the mark was made");
        (await server.CreateDatabaseAsync("gone")).Should().BeTrue();
        await server.DeleteDatabaseAsync("gone");
        await server.DeleteDatabaseAsync("kept");
        server.Dispose();

        Directory.GetFiles(folder.Path).Select(Path.GetFileName).Should().Equal("folder.lock");
    }

    [Fact]
    public async Task A_file_of_a_newer_format_is_refused_and_left_as_it_is()
    {
        using var folder = new TestFolder();
        var server = folder.Open();
        await folder.CreateAsync(server: server);
        server.Dispose();
        using (var connection = new SqliteConnection($"Data Source={Directory.GetFiles(folder.Path, "*.db").Single()};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        var read = () => folder.Open().GetDatabase("notes").GetInfoAsync().AsTask();

        (await read.Should().ThrowAsync<StoreProtocolException>()).Which.Message.Should().Contain("newer version");
    }

    [Fact]
    public async Task A_damaged_file_is_told_without_naming_the_database_and_can_be_deleted()
    {
        using var folder = new TestFolder();
        var server = folder.Open();
        await folder.CreateAsync(server: server);
        server.Dispose();
        await File.WriteAllTextAsync(Directory.GetFiles(folder.Path, "*.db").Single(), new string('x', 10_000));
        var damaged = folder.Open();

        var read = () => damaged.GetDatabase("notes").GetInfoAsync().AsTask();

        (await read.Should().ThrowAsync<StoreProtocolException>()).Which.ToString().Should().NotContain("notes~");
        (await damaged.DeleteDatabaseAsync("notes")).Should().BeTrue();
        (await damaged.ListDatabasesAsync().ListAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_write_lock_that_another_holds_for_too_long_is_an_outage()
    {
        using var folder = new TestFolder();
        var database = await folder.CreateAsync(server: folder.Open(options => options.LockTimeout = TimeSpan.FromMilliseconds(50)));
        using var connection = new SqliteConnection($"Data Source={Directory.GetFiles(folder.Path, "*.db").Single()};Pooling=False");
        connection.Open();
        using (connection.BeginTransaction())
        {
            var write = () => database.PutAsync(Docs.Of("a")).AsTask();
            await write.Should().ThrowAsync<StoreUnavailableException>();
            (await database.GetRevisionAsync("a")).Should().BeNull("readers go on");
        }

        (await database.PutAsync(Docs.Of("a"))).Should().StartWith("1-");
    }
}
