using System.Buffers;
using System.Text;
using System.Text.Json;
using Raindrop.CouchDb.Http;

namespace Raindrop.CouchDb.Json;

/// <summary>Writes <c>_replicate</c> requests and reads their answers.</summary>
internal static class ReplicationJson
{
    public static void Write(RequestBody body, ReplicationRequest request)
    {
        body.Write("{\"source\":"u8);
        WritePeer(body, request.Source);
        body.Write(",\"target\":"u8);
        WritePeer(body, request.Target);
        if (request.CreateTarget) body.Write(",\"create_target\":true"u8);
        if (request.DocumentIds is { } ids)
        {
            body.Write(",\"doc_ids\":"u8);
            JsonText.WriteStrings(body, ids);
        }

        body.Write("}"u8);
    }

    public static ReplicationResult Parse(ReadOnlySpan<byte> json)
    {
        using var answer = JsonDocument.Parse(json.ToArray());
        var root = answer.RootElement;
        if (!root.TryGetProperty("ok", out var ok) || ok.ValueKind != JsonValueKind.True) throw new JsonException();
        if (root.TryGetProperty("no_changes", out _)) return new ReplicationResult(0, 0, 0);
        var counts = root.GetProperty("history")[0]; // the newest first
        return new ReplicationResult(Count(counts, "docs_read"), Count(counts, "docs_written"), Count(counts, "doc_write_failures"));
    }

    private static long Count(JsonElement counts, string name) => counts.TryGetProperty(name, out var value) ? value.GetInt64() : 0;

    private static void WritePeer(RequestBody body, ReplicationPeer peer)
    {
        body.Write("{\"url\":"u8);
        JsonText.WriteString(body, peer.Address.AbsoluteUri);
        if (peer.UserName is { } user)
        {
            body.Write(",\"headers\":{\"Authorization\":"u8);
            JsonText.WriteString(body, "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{peer.Password}")));
            body.Write("}"u8);
        }

        body.Write("}"u8);
    }
}
