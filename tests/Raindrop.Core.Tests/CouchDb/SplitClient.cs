using System.Text;
using Raindrop.CouchDb;

namespace Raindrop.Core.Tests.CouchDb;

/// <summary>The adapter over a handler that gives one answer in pieces: so that every place where bytes can be cut is really cut there, which a socket does not promise.</summary>
internal sealed class SplitClient(string answer) : HttpMessageHandler
{
    private readonly byte[] _answer = Encoding.UTF8.GetBytes(answer);
    private Func<int, int> _pieceAt = _ => int.MaxValue;

    public int Length => _answer.Length;

    /// <summary>The database, whose answers break once at a position, or come in single bytes.</summary>
    public CouchDatabase CutAt(int position) => With(at => at < position ? position - at : int.MaxValue);

    public CouchDatabase ByteByByte() => With(_ => 1);

    public CouchDatabase InOnePiece() => With(_ => int.MaxValue);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var content = new StreamContent(new SplitStream(_answer, _pieceAt));
        return Task.FromResult(new HttpResponseMessage { Content = content });
    }

    private CouchDatabase With(Func<int, int> pieceAt)
    {
        _pieceAt = pieceAt;
        var options = new CouchDbOptions { Endpoint = new Uri("http://split.test") };
        options.Retries.Limit = 0;
        options.Retries.FirstDelay = TimeSpan.FromMilliseconds(1);
        return new CouchServer(options, () => new HttpClient(this, disposeHandler: false), TimeProvider.System).GetDatabase("db");
    }
}
