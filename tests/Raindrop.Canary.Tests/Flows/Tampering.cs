using System.Text.Json.Nodes;
using Raindrop.Documents;

namespace Raindrop.Canary.Tests.Flows;

/// <summary>What somebody does who can write a database.</summary>
internal static class Tampering
{
    /// <summary>Changes one character of the longest value in a document, where the sealed bytes are.</summary>
    public static async Task FlipAsync(IDocumentDatabase database, string id)
    {
        var document = await ReadAsync(database, id);
        var body = JsonNode.Parse(document.Content.Span)!;
        var longest = Values(body).MaxBy(value => value.GetValue<string>().Length)!;
        var text = longest.GetValue<string>().ToCharArray();
        text[text.Length / 2] = text[text.Length / 2] == 'A' ? 'B' : 'A';
        longest.ReplaceWith(new string(text));
        await database.PutAsync(new Document { Id = id, Revision = document.Revision, Content = JsonSerializerBytes(body) });
    }

    /// <summary>Puts what one document holds into another.</summary>
    public static async Task CopyAsync(IDocumentDatabase database, string from, string to)
    {
        var (source, target) = (await ReadAsync(database, from), await ReadAsync(database, to));
        await database.PutAsync(new Document { Id = to, Revision = target.Revision, Content = source.Content });
    }

    private static async Task<Document> ReadAsync(IDocumentDatabase database, string id) =>
        await database.GetAsync(new DocumentReference(id)) ?? throw new InvalidOperationException($"There is no {id}: the test looks for another shape than is stored.");

    private static IEnumerable<JsonValue> Values(JsonNode node) => node switch
    {
        JsonObject one => one.SelectMany(member => member.Value is null ? [] : Values(member.Value)),
        JsonArray many => many.SelectMany(value => value is null ? [] : Values(value)),
        JsonValue value when value.TryGetValue<string>(out _) => [value],
        _ => [],
    };

    private static byte[] JsonSerializerBytes(JsonNode body) => System.Text.Encoding.UTF8.GetBytes(body.ToJsonString());
}
