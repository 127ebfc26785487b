using System.Runtime.CompilerServices;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Http;

/// <summary>An answer whose headers were read. Dispose it to free the connection.</summary>
internal sealed class CouchResponse(CouchRequest request, HttpResponseMessage message, SilenceGuard guard) : IDisposable
{
    public CouchRequest Request { get; } = request;

    public HttpResponseMessage Message { get; } = message;

    public int Status => (int)Message.StatusCode;

    public ValueTask<Stream> OpenAsync() => new(Message.Content.ReadAsStreamAsync(guard.Token));

    /// <summary>Reads what has come, waiting no longer than the server may be silent; 0 at the end.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ReadAsync(Stream stream, Memory<byte> buffer)
    {
        try
        {
            var reading = stream.ReadAsync(buffer, guard.Token);
            if (reading.IsCompletedSuccessfully) return reading.Result;
            guard.Arm();
            try
            {
                return await reading.ConfigureAwait(false);
            }
            finally
            {
                guard.Disarm();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException or ObjectDisposedException)
        {
            guard.ThrowIfCancelledByCaller();
            throw Unavailable(e);
        }
    }

    public StoreProtocolException Broken(string? message = null) =>
        new(message) { Operation = Request.Operation, Status = Status, DocumentId = Request.DocumentId };

    public StoreUnavailableException Unavailable(Exception? cause, string? message = null) =>
        new(message ?? (cause is OperationCanceledException ? "The store fell silent in the middle of an answer: try again." : "The connection broke in the middle of an answer: try again."), cause)
        {
            Operation = Request.Operation,
            Status = Status,
            DocumentId = Request.DocumentId,
        };

    /// <summary>Lets the answer outlive the call that asked for it.</summary>
    public void Release() => guard.Release();

    /// <summary>Lets an answer that has begun take its time.</summary>
    public void LiftDeadline() => guard.LiftDeadline();

    public void Dispose()
    {
        Message.Dispose();
        guard.Dispose();
    }
}
