using System.Text.Json;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Http;

/// <summary>An answer that refuses. Its reason is compared and never shown, since a validation function may put content there.</summary>
internal readonly record struct ErrorAnswer(int Status, string? Error, string? Reason, TimeSpan? RetryAfter)
{
    private const int MostRead = 64 * 1024;

    private bool IsDatabaseMissing => Reason is "no_db_file" or "Database does not exist." or "Database not found." or "missing_target_database";

    public static async ValueTask<ErrorAnswer> ReadAsync(CouchResponse response, TimeProvider time)
    {
        var (error, reason) = response.Request.Method == HttpMethod.Head ? (null, null) : await ReadBodyAsync(response).ConfigureAwait(false);
        var wait = response.Message.Headers.RetryAfter;
        return new ErrorAnswer(response.Status, error, reason, wait?.Delta ?? (wait?.Date is { } date ? date - time.GetUtcNow() : null));
    }

    public DocumentStoreException ToException(CouchRequest request) => Status switch
    {
        401 => new StoreUnauthorizedException { Operation = request.Operation, Status = Status, DocumentId = request.DocumentId },
        403 => new StoreForbiddenException { Operation = request.Operation, Status = Status, DocumentId = request.DocumentId },
        404 when IsDatabaseMissing => new DatabaseNotFoundException { Operation = request.Operation, Status = Status, DocumentId = request.DocumentId },
        404 when Error is not null || request.Method == HttpMethod.Head => NotFound(request),
        409 => new DocumentConflictException { Operation = request.Operation, Status = Status, DocumentId = request.DocumentId },
        412 when Error == "missing_stub" => NotFound(request),
        413 => new DocumentTooLargeException { Operation = request.Operation, Status = Status, DocumentId = request.DocumentId },
        400 when Error == "illegal_docid" => new InvalidDocumentException(request.DocumentId, InvalidDocumentReason.InvalidId) { Operation = request.Operation, Status = Status },
        408 or 429 or (>= 500 and not 501 and not 505) => new StoreUnavailableException { Operation = request.Operation, Status = Status, DocumentId = request.DocumentId, RetryAfter = RetryAfter },
        >= 400 and < 500 when Error is not null => new StoreProtocolException("The server refused the request as not valid: check that it is a version that the adapter knows.") { Operation = request.Operation, Status = Status, DocumentId = request.DocumentId },
        _ => new StoreProtocolException { Operation = request.Operation, Status = Status, DocumentId = request.DocumentId },
    };

    private DocumentNotFoundException NotFound(CouchRequest request) => new() { Operation = request.Operation, Status = Status, DocumentId = request.DocumentId };

    private static async ValueTask<(string? Error, string? Reason)> ReadBodyAsync(CouchResponse response)
    {
        var buffer = new byte[MostRead];
        var length = 0;
        try
        {
            var stream = await response.OpenAsync().ConfigureAwait(false);
            while (length < MostRead)
            {
                var read = await response.ReadAsync(stream, buffer.AsMemory(length)).ConfigureAwait(false);
                if (read == 0) break;
                length += read;
            }
        }
        catch (StoreUnavailableException)
        {
            // The status says enough.
        }

        return Parse(buffer.AsMemory(0, length));
    }

    private static (string? Error, string? Reason) Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object) return (null, null);
            return (Text(json.RootElement, "error"), Text(json.RootElement, "reason"));
        }
        catch (JsonException)
        {
            return (null, null);
        }
        catch (InvalidOperationException)
        {
            return (null, null);
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText() : null;
}
