using System.Runtime.CompilerServices;
using System.Text;
using Raindrop.Documents;
using Raindrop.TestServers.Scripted;

namespace Raindrop.Core.Tests.CouchDb;

/// <summary>An answer is read as it comes: what is in memory is one document, however long the answer is.</summary>
public sealed class StreamingTests : IDisposable
{
    private const int Rows = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly string Padding = new('x', 300_000);

    private readonly SemaphoreSlim _taken = new(0);
    private int _sent;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_feed_gives_each_change_before_the_next_one_is_sent() => CheckAsync(
        "{\"results\":[",
        n => $$$"""{"seq":"{{{n}}}-x","id":"d{{{n}}}","changes":[{"rev":"1-a"}],"doc":{"_id":"d{{{n}}}","_rev":"1-a","t":"{{{Padding}}}"}}""",
        "],\"last_seq\":\"9-x\",\"pending\":0}",
        database => database.ReadChanges(new ChangesOptions { IncludeDocuments = true }).Select(change => change.Document!));

    [Fact]
    public Task A_listing_gives_each_row_before_the_next_one_is_sent() => CheckAsync(
        "{\"total_rows\":40,\"offset\":0,\"rows\":[",
        n => $$$"""{"id":"d{{{n}}}","key":"d{{{n}}}","value":{"rev":"1-a"},"doc":{"_id":"d{{{n}}}","_rev":"1-a","t":"{{{Padding}}}"}}""",
        "]}",
        database => database.ReadRangeAsync(default, RangeOptions.WithDocuments, Stop).Select(row => row.Document!));

    [Fact]
    public Task A_bulk_read_gives_each_document_before_the_next_one_is_sent() => CheckAsync(
        "{\"results\":[",
        n => $$$"""{"id":"d{{{n}}}","docs":[{"ok":{"_id":"d{{{n}}}","_rev":"1-a","t":"{{{Padding}}}"}}]}""",
        "]}",
        database => database.BulkReadAsync([.. Enumerable.Range(0, Rows).Select(n => new DocumentReference($"d{n}"))], cancellationToken: Stop).Select(result => result.Document!));

    public void Dispose() => _taken.Dispose();

    private async Task CheckAsync(string start, Func<int, string> row, string end, Func<IDocumentDatabase, IAsyncEnumerable<Document>> read)
    {
        await using var couch = new ScriptedCouch();
        couch.Then(ScriptedAnswer.Chunks(Send(start, row, end)));
        var taken = new List<WeakReference>();
        await foreach (var document in read(couch.Database))
        {
            Volatile.Read(ref _sent).Should().BeLessThanOrEqualTo(taken.Count + 1, "the next row is sent when this one was taken");
            taken.Add(Remember(document, taken.Count));
            _taken.Release();
        }

        taken.Should().HaveCount(Rows);
        GC.Collect();
        taken.SkipLast(2).Count(document => document.IsAlive).Should().Be(0, "what was taken is not kept");
    }

    // Not inlined, so that no register keeps the document alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Remember(Document document, int number)
    {
        document.Id.Should().Be($"d{number}");
        document.Content.Length.Should().BeGreaterThan(Padding.Length);
        return new WeakReference(document);
    }

    private IEnumerable<byte[]> Send(string start, Func<int, string> row, string end)
    {
        yield return Encoding.UTF8.GetBytes(start);
        for (var n = 0; n < Rows; n++)
        {
            if (n > 0) _taken.Wait(Patience, Stop).Should().BeTrue("the row before is taken before this one comes");
            Interlocked.Increment(ref _sent);
            yield return Encoding.UTF8.GetBytes((n == 0 ? "" : ",\n") + row(n));
        }

        yield return Encoding.UTF8.GetBytes(end);
    }
}
