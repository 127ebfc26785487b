using System.Net.Http.Headers;
using System.Text;
using Raindrop.TestServers;

namespace Raindrop.Benchmarks.CouchDb;

/// <summary>The same requests by an HttpClient: bodies are ready before, answers are read and dropped.</summary>
internal sealed class BareWork : IDisposable
{
    private readonly HttpClient _client;
    private readonly byte[][] _reads = [.. Enumerable.Range(0, Load.Batches).Select(ReadBody)];

    private readonly Queue<List<byte[]>> _writes = new();

    public BareWork(TestServer server)
    {
        _client = server.CreateClient();
        _client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    public async Task<int> ReadFeedAsync() => await GetAsync($"{Load.Database}/_changes?seq_interval=500");

    public async Task<int> ReadFeedWithDocumentsAsync() => await GetAsync($"{Load.Database}/_changes?seq_interval=500&include_docs=true");

    public async Task<int> ReadRangeAsync() => await GetAsync($"{Load.Database}/_all_docs");

    public async Task<int> BulkReadAsync()
    {
        foreach (var body in _reads) await PostAsync($"{Load.Database}/_bulk_get", body);
        return Load.Batches * Load.Batch;
    }

    public async Task<int> BulkReadAtOnceAsync() => await AtOnce.SumAsync(Load.Batches, batch => PostAsync($"{Load.Database}/_bulk_get", _reads[batch]));

    /// <summary>Makes the bodies that will be written, outside of the measured time; the adapter makes its own within it.</summary>
    public void PrepareWrites(int times)
    {
        for (var i = 0; i < times; i++) _writes.Enqueue(WriteBodies());
    }

    public async Task<int> BulkWriteAsync()
    {
        var done = 0;
        foreach (var body in _writes.Dequeue()) done += await PostAsync($"{Load.Written}/_bulk_docs", body);
        return done;
    }

    public async Task<int> BulkWriteAtOnceAsync()
    {
        var bodies = _writes.Dequeue();
        return await AtOnce.SumAsync(bodies.Count, batch => PostAsync($"{Load.Written}/_bulk_docs", bodies[batch]));
    }

    public void Dispose() => _client.Dispose();

    private async Task<int> GetAsync(string path)
    {
        using var response = await _client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        await DrainAsync(response);
        return Load.Documents;
    }

    private async Task<int> PostAsync(string path, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = content };
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await DrainAsync(response);
        return Load.Batch;
    }

    private static async Task DrainAsync(HttpResponseMessage response)
    {
        response.EnsureSuccessStatusCode();
        var buffer = new byte[64 * 1024];
        await using var stream = await response.Content.ReadAsStreamAsync();
        while (await stream.ReadAsync(buffer) > 0)
        {
            // The bytes are dropped.
        }
    }

    private static byte[] ReadBody(int batch) =>
        Encoding.UTF8.GetBytes($$"""{"docs":[{{string.Join(',', Enumerable.Range(batch * Load.Batch, Load.Batch).Select(n => $$"""{"id":"{{Load.Id(n)}}"}"""))}}]}""");

    private static List<byte[]> WriteBodies() =>
        [.. Load.NewBatches().Select(batch => Encoding.UTF8.GetBytes($$"""{"docs":[{{string.Join(',', batch.Select(document => $"{{\"_id\":\"{document.Id}\",{Encoding.UTF8.GetString(document.Content.Span)[1..]}"))}}]}"""))];
}
