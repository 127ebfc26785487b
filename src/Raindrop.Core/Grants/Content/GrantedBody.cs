using System.Text.Json;

namespace Raindrop.Grants.Content;

/// <summary>Reads the body of a request under a grant: <c>{"docs":[…]}</c> with exactly the granted documents, in any order, and nothing else.</summary>
internal static class GrantedBody
{
    private const string IdName = "_id";
    private const string DeletedName = "_deleted";

    /// <summary>The object and the array around the documents.</summary>
    private const int Wrapping = 2;

    private static readonly JsonDocumentOptions Reading = CanonicalJson.Reading with { MaxDepth = CanonicalJson.MaxDepth + Wrapping };

    /// <returns>The canonical contents of the documents that are written, by id; <see langword="null"/> where the body is anything else.</returns>
    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? TryRead(ReadOnlyMemory<byte> body, Grant grant)
    {
        try
        {
            using var json = JsonDocument.Parse(body, Reading);
            return Read(json.RootElement, grant.Documents.ToDictionary(document => document.Id, StringComparer.Ordinal));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or GrantException)
        {
            return null;
        }
    }

    // The body's new_edits:false would plant a revision without knowing the current one; nothing but docs is taken.
    private static Dictionary<string, ReadOnlyMemory<byte>>? Read(JsonElement body, Dictionary<string, GrantedDocument> granted)
    {
        if (body.ValueKind != JsonValueKind.Object || body.EnumerateObject().ToList() is not [{ Name: "docs", Value: { ValueKind: JsonValueKind.Array } docs }]) return null;
        var contents = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var document in docs.EnumerateArray())
        {
            if (document.ValueKind != JsonValueKind.Object || !document.TryGetProperty(IdName, out var id) || id.ValueKind != JsonValueKind.String) return null;
            if (!granted.Remove(id.GetString()!, out var permitted)) return null;
            if (permitted.IsDeletion ? !IsDeletion(document) : !TryTake(document, permitted, contents)) return null;
        }

        return granted.Count == 0 ? contents : null;
    }

    private static bool IsDeletion(JsonElement document) =>
        document.TryGetProperty(DeletedName, out var deleted) && deleted.ValueKind == JsonValueKind.True && document.EnumerateObject().Count() == 2;

    private static bool TryTake(JsonElement document, GrantedDocument permitted, Dictionary<string, ReadOnlyMemory<byte>> contents)
    {
        var canonical = GrantContent.Canonicalize(document.EnumerateObject().Select(member => (Name: CanonicalJson.NameOf(member), member.Value)).Where(member => member.Name != IdName));
        contents[permitted.Id] = canonical;
        return GrantContent.DigestOf(canonical.Span) == permitted.Digest;
    }
}
