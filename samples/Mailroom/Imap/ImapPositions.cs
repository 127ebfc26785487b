using System.Text.Json;
using System.Text.Json.Serialization;
using Raindrop.Documents;

namespace Mailroom.Imap;

/// <summary>
/// Keeps the position in a local document beside the messages, so that neither is there without the other. Without it nothing is lost: all is read again, and what
/// is there is known by its content.
/// </summary>
internal sealed class ImapPositions(ILocalDocuments documents, string id)
{
    public async Task<ImapPosition> ReadAsync(uint uidValidity, CancellationToken cancellationToken)
    {
        var stored = await documents.GetLocalAsync(id, cancellationToken) is { } document
            ? JsonSerializer.Deserialize(document.Content.Span, ImapPositionJson.Default.ImapPosition)
            : null;
        return stored?.UidValidity == uidValidity ? stored : ImapPosition.Start(uidValidity);
    }

    public ValueTask WriteAsync(ImapPosition position, CancellationToken cancellationToken) =>
        documents.PutLocalAsync(new LocalDocument(id, JsonSerializer.SerializeToUtf8Bytes(position, ImapPositionJson.Default.ImapPosition)), cancellationToken);
}

/// <summary>The JSON of the document.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ImapPosition))]
internal sealed partial class ImapPositionJson : JsonSerializerContext;
