using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Raindrop.Documents;
using Raindrop.Embedded.Tests.Derivation;
using Raindrop.Embedded.Tests.Documents;

namespace Raindrop.Embedded.Tests.Processes;

/// <summary>What is left when a process is killed in the midst of its work.</summary>
public sealed class KillTests
{
    private const int Rounds = 4;
    private const int SoakRounds = 40;
    private static readonly bool IsSoak = Environment.GetEnvironmentVariable("RAINDROP_SOAK") == "1";
    private static readonly TimeSpan SoakTime = TimeSpan.FromMinutes(2.5);
    private readonly Stopwatch _time = Stopwatch.StartNew();

    [Fact]
    public async Task What_was_acknowledged_is_there_and_every_batch_is_there_wholly_or_not_at_all()
    {
        using var folder = new TestFolder();
        await folder.CreateAsync();
        var acknowledged = new List<string>();
        var rounds = 0;
        for (; GoesOn(rounds); rounds++)
        {
            using var child = new ChildProcess(ChildRoles.Writer, folder.Path);
            for (var said = 0; said < 10 + (rounds * 7); said++) acknowledged.Add((await child.SaysAsync())!);
            acknowledged.AddRange(await child.KillAsync());
        }

        CheckFile(folder);
        var database = folder.Open().GetDatabase("notes");
        var rows = await database.ReadRangeAsync(new IdRange(null, "counter")).ListAsync();
        var batches = rows.GroupBy(row => row.Id[..^3]).ToDictionary(group => group.Key, group => group.Count());
        // Comparisons that stay linear: a soak leaves 100,000 documents.
        acknowledged.Except(batches.Keys).Should().BeEmpty();
        batches.Count.Should().BeLessThanOrEqualTo(acknowledged.Count + rounds, "at most the last batch of a process was stored and not acknowledged");
        batches.Values.Should().OnlyContain(count => count == ChildRoles.BatchSize);
        var info = await database.GetInfoAsync();
        info.Should().BeEquivalentTo(new { DocumentCount = rows.Count + 1L, DeletedCount = 0L, UpdateCount = rows.Count + (long)batches.Count });
        (await database.ReadChanges().ListAsync()).Select(change => change.Id).Order(StringComparer.Ordinal).Should().Equal(rows.Select(row => row.Id).Append("counter"));
        (await database.GetRevisionAsync("counter")).Should().StartWith($"{batches.Count}-");
    }

    [Fact]
    public async Task A_derivation_that_was_killed_again_and_again_ends_as_a_clean_one()
    {
        using var folder = new TestFolder();
        await folder.CreateAsync();
        for (var round = 0; GoesOn(round); round++)
        {
            using var child = new ChildProcess(ChildRoles.Deriver, folder.Path);
            await child.SaysAsync();
            await Task.Delay(Random.Shared.Next(100));
            await child.KillAsync();
        }

        CheckFile(folder);
        var server = folder.Open();
        var database = server.GetDatabase("notes");
        (await NotesWorld.RunAsync(server, database, 3)).IsCaughtUp.Should().BeTrue();
        (await NotesWorld.StateAsync(database)).Should().Equal(await NotesWorld.CleanStateAsync(database)).And.NotBeEmpty();
    }

    private bool GoesOn(int round) => round < Rounds || (IsSoak && round < SoakRounds && _time.Elapsed < SoakTime);

    private static void CheckFile(TestFolder folder)
    {
        using var connection = new SqliteConnection($"Data Source={Directory.GetFiles(folder.Path, "*.db").Single()};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        command.ExecuteScalar().Should().Be("ok");
        command.CommandText = "SELECT count(*) FROM leaves l LEFT JOIN documents d ON d.leaf = l.number WHERE d.id IS NULL OR d.revision <> l.revision";
        command.ExecuteScalar().Should().Be(0L, "no leaf is without its document");
        command.CommandText = "SELECT count(*) FROM blobs b WHERE uses < 1 OR uses <> (SELECT count(*) FROM leaves l, json_each(CAST(l.attachments AS TEXT)) a WHERE json_extract(a.value, '$[5]') = b.number)";
        command.ExecuteScalar().Should().Be(0L, "bytes are counted as often as attachments have them");
    }
}
