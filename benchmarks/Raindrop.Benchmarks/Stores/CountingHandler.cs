namespace Raindrop.Benchmarks.Stores;

/// <summary>Counts the requests that pass.</summary>
internal sealed class CountingHandler(RequestCounter counter, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        var isWrite = request.Method == HttpMethod.Put || request.Method == HttpMethod.Delete || path.EndsWith("/_bulk_docs", StringComparison.Ordinal);
        counter.Add(isWrite, path.EndsWith("/_changes", StringComparison.Ordinal));
        return base.SendAsync(request, cancellationToken);
    }
}
