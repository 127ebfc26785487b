using System.Text;

namespace Raindrop.Benchmarks.Micro;

/// <summary>Answers by the last segment of the path, from memory.</summary>
internal sealed class CannedHandler : HttpMessageHandler
{
    private readonly Dictionary<string, byte[]> _answers = new(StringComparer.Ordinal) { [""] = """{"couchdb":"Welcome","version":"3.5.0","vendor":{"name":"The Apache Software Foundation"}}"""u8.ToArray() };

    public void Set(string endpoint, string answer) => _answers[endpoint] = Encoding.UTF8.GetBytes(answer);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is not null) await request.Content.CopyToAsync(Stream.Null, cancellationToken);
        var path = request.RequestUri!.AbsolutePath;
        var content = new ByteArrayContent(_answers[path[(path.LastIndexOf('/') + 1)..]]);
        content.Headers.ContentType = new("application/json");
        return new HttpResponseMessage { Content = content, RequestMessage = request };
    }
}
