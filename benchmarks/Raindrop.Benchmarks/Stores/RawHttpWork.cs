using System.Net.Http.Headers;
using System.Text;
using Raindrop.CouchDb.Http;
using Raindrop.CouchDb.Json;

namespace Raindrop.Benchmarks.Stores;

/// <summary>
/// The same bytes by a bare HttpClient: each worker reads a batch with <c>_bulk_get</c> and writes its outputs with <c>_bulk_docs</c>; before it may list
/// their ids with <c>_all_docs</c>. Bodies are ready before the time runs; answers are read to their end and dropped.
/// </summary>
internal sealed class RawHttpWork : IRawWork
{
    private readonly HttpClient _client;
    private readonly string _database;
    private readonly List<(byte[] Read, byte[]? Write, string[] Lists)> _batches;

    public RawHttpWork(Uri endpoint, string database, IReadOnlyList<RawBatch> batches)
    {
        var handler = new SocketsHttpHandler { UseCookies = false, UseProxy = false };
        _client = new HttpClient(handler) { BaseAddress = new Uri(endpoint.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)) };
        _client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(endpoint.UserInfo)));
        if (endpoint.UserInfo.Length > 0) _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", credentials);
        _database = database;
        _batches = [.. batches.Select(batch => (ReadBody(batch), WriteBody(batch), ListsOf(batch)))];
    }

    public async Task RunAsync(bool listsIds, CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = RawBatch.AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(_batches, parallel, async (batch, cancel) =>
        {
            foreach (var list in listsIds ? batch.Lists : []) await SendAsync(HttpMethod.Get, list, null, cancel);
            await SendAsync(HttpMethod.Post, "_bulk_get", batch.Read, cancel);
            if (batch.Write is not null) await SendAsync(HttpMethod.Post, "_bulk_docs", batch.Write, cancel);
        });
    }

    public void Dispose() => _client.Dispose();

    private async Task SendAsync(HttpMethod method, string endpoint, byte[]? body, CancellationToken cancellationToken)
    {
        using var content = body is null ? null : new ByteArrayContent(body);
        if (content is not null) content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(method, new Uri($"{_database}/{endpoint}", UriKind.Relative)) { Content = content };
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[64 * 1024];
        while (await stream.ReadAsync(buffer, cancellationToken) > 0)
        {
            // Dropped.
        }
    }

    private static string[] ListsOf(RawBatch batch) =>
        [.. batch.Ranges.Select(range => $"_all_docs?start_key={Uri.EscapeDataString($"\"{range.Start}\"")}&end_key={Uri.EscapeDataString($"\"{range.End}\"")}")];

    private static byte[] ReadBody(RawBatch batch) =>
        Encoding.UTF8.GetBytes($$"""{"docs":[{{string.Join(',', batch.Ids.Select(id => $$"""{"id":"{{id}}"}"""))}}]}""");

    private static byte[]? WriteBody(RawBatch batch)
    {
        if (batch.Outputs.Count == 0) return null;
        using var body = new RequestBody();
        foreach (var output in batch.Outputs)
        {
            System.Buffers.BuffersExtensions.Write(body, body.Length == 0 ? "{\"docs\":["u8 : ","u8);
            DocumentWriting.Write(body, output);
        }

        System.Buffers.BuffersExtensions.Write(body, "]}"u8);
        using var bytes = new MemoryStream();
        body.SendAsync(bytes, CancellationToken.None).GetAwaiter().GetResult();
        return bytes.ToArray();
    }
}
