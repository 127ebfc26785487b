using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Raindrop.Gateway.Answers;

/// <summary>Writes the gateway's own answers in CouchDB's shape.</summary>
internal static class JsonAnswer
{
    private const string ContentType = "application/json";

    /// <summary>What answers at the mount, for PouchDB, which asks there.</summary>
    private static readonly byte[] Welcome = [.. "{\"couchdb\":\"Welcome\",\"vendor\":{\"name\":\"Raindrop\"}}\n"u8];

    public static Task WriteWelcomeAsync(HttpContext context) => WriteAsync(context, StatusCodes.Status200OK, Welcome);

    /// <summary>Writes an error. Both texts are constants.</summary>
    public static Task WriteErrorAsync(HttpContext context, int status, string error, string reason) => WriteAsync(context, status, writer =>
    {
        writer.WriteString("error"u8, error);
        writer.WriteString("reason"u8, reason);
    });

    /// <summary>Writes an object.</summary>
    public static Task WriteAsync(HttpContext context, int status, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return WriteAsync(context, status, buffer.WrittenMemory);
    }

    /// <summary>Writes JSON that is whole. Headers that belonged to another answer go.</summary>
    public static async Task WriteAsync(HttpContext context, int status, ReadOnlyMemory<byte> json)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.Headers.Remove(HeaderNames.ContentEncoding);
        response.Headers.Remove(HeaderNames.ContentDisposition);
        response.ContentType = ContentType;
        response.ContentLength = json.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await response.Body.WriteAsync(json, context.RequestAborted).ConfigureAwait(false);
    }
}
