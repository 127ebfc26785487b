using Raindrop.Documents;

namespace Raindrop.Testing.Conformance.Cases;

internal static class ConcurrencyCases
{
    private const int Writers = 8;

    public static CaseList All => new(ConformanceArea.Concurrency)
    {
        Of_writers_over_one_revision_exactly_one_wins,
        Of_creators_of_one_document_exactly_one_wins,
        Writers_side_by_side_lose_nothing,
        A_counter_that_is_retried_on_conflict_counts_right,
        Readers_see_whole_documents_while_writers_write,
    };

    private static async Task Of_writers_over_one_revision_exactly_one_wins(ConformanceContext context)
    {
        var revision = await context.PutAsync("a");
        await CheckOneAsync(context, revision);
        Expect.Equal(0, (await context.ReadAsync("a", options: new ReadOptions { IncludeConflicts = true })).Conflicts.Count, "The number of conflicts");
    }

    private static async Task Of_creators_of_one_document_exactly_one_wins(ConformanceContext context)
    {
        await CheckOneAsync(context, null);
        Expect.Equal(0, (await context.ReadAsync("a", options: new ReadOptions { IncludeConflicts = true })).Conflicts.Count, "The number of conflicts");
    }

    private static async Task Writers_side_by_side_lose_nothing(ConformanceContext context)
    {
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            for (var round = 0; round < 5; round++)
            {
                var results = await context.WriteAsync([.. Enumerable.Range(0, 20).Select(n => ConformanceContext.New($"w{writer}-{round}-{n}"))]);
                Expect.That(results.All(result => result.IsWritten), "each document should be written");
            }
        }));
        var changes = await context.ChangesAsync();
        Expect.Equal(Writers * 100, changes.Select(change => change.Id).Distinct(StringComparer.Ordinal).Count(), "The number of documents in the feed");
        Expect.Equal(Writers * 100, (await context.RangeAsync()).Count, "The number of documents in the range");
    }

    private static async Task A_counter_that_is_retried_on_conflict_counts_right(ConformanceContext context)
    {
        await context.PutAsync("counter");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            for (var counted = 0; counted < 5;)
            {
                var read = await context.ReadAsync("counter");
                var result = (await context.WriteAsync(ConformanceContext.New("counter", $$"""{"salt":"{{Guid.NewGuid()}}"}""", read.Revision))).Single();
                if (result.IsWritten) counted++;
            }
        }));
        Expect.That((await context.ReadAsync("counter")).Revision!.StartsWith("21-", StringComparison.Ordinal), "the counter should be at its 21st revision");
    }

    private static async Task Readers_see_whole_documents_while_writers_write(ConformanceContext context)
    {
        var revisions = await context.WriteAllAsync(["a", "b", "c"], id => Version(id, 0, null));
        using var done = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                foreach (var row in await context.RangeAsync(default, RangeOptions.WithDocuments))
                {
                    Expect.Equal(row.Revision, row.Document!.Revision, "The document's revision");
                    using var json = System.Text.Json.JsonDocument.Parse(row.Document.Content);
                    var generation = int.Parse(row.Revision!.AsSpan(0, row.Revision!.IndexOf('-', StringComparison.Ordinal)), System.Globalization.CultureInfo.InvariantCulture);
                    Expect.Equal(generation - 1, json.RootElement.GetProperty("n").GetInt32(), "The body that belongs to the revision");
                }
            }
        }, context.Stop);
        for (var n = 1; n < 15; n++) revisions = await context.WriteAllAsync([Version("a", n, revisions[0]), Version("b", n, revisions[1]), Version("c", n, revisions[2])]);
        await done.CancelAsync();
        await reading;
    }

    private static Document Version(string id, int n, string? revision) => ConformanceContext.New(id, $$"""{"n":{{n}}}""", revision);

    private static async Task CheckOneAsync(ConformanceContext context, string? revision)
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, Writers).Select(async n =>
        {
            try
            {
                return await context.PutAsync("a", $$"""{"writer":{{n}}}""", revision);
            }
            catch (DocumentConflictException)
            {
                return null;
            }
        }));
        var written = outcomes.Where(outcome => outcome is not null).ToList();
        Expect.Equal(1, written.Count, "The number of writers that won");
        Expect.Equal(written[0], (await context.ReadAsync("a")).Revision, "The revision");
    }
}
