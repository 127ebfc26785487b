using System.Text.Json;

namespace Raindrop.Documents;

/// <summary>The rules for a document's body, the same for every store.</summary>
public static class DocumentContent
{
    private const int MaxDepth = 512;

    /// <summary>
    /// Checks a body before it is written: one JSON object in well-formed UTF-8, no name twice in one object at any depth (escapes resolved:
    /// <c>"\u0061"</c> is <c>"a"</c>), no unpaired surrogate, and no top-level name that starts with <c>_</c>.
    /// </summary>
    /// <param name="id">The document's id, for the error.</param>
    /// <param name="content">The body in UTF-8.</param>
    /// <exception cref="InvalidDocumentException">The body breaks a rule. The message says which, and quotes nothing of the body.</exception>
    /// <remarks>Two JSON parsers that disagreed about a name given twice were CVE-2017-12635 in CouchDB, so such a body is refused rather than read in one way or the other.</remarks>
    public static void Validate(string id, ReadOnlyMemory<byte> content)
    {
        try
        {
            using var json = JsonDocument.Parse(content, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = MaxDepth });
            if (json.RootElement.ValueKind != JsonValueKind.Object) throw new InvalidDocumentException(id, InvalidDocumentReason.NotAnObject);
            CheckText(id, json.RootElement, top: true);
        }
        catch (JsonException)
        {
            // The parser's own message can quote the body, so it is not carried over.
            throw new InvalidDocumentException(id, InvalidDocumentReason.MalformedJson);
        }
        catch (InvalidOperationException)
        {
            throw new InvalidDocumentException(id, InvalidDocumentReason.UnpairedSurrogate);
        }
    }

    private static void CheckText(string id, JsonElement element, bool top)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    if (top && property.Name.StartsWith('_')) throw new InvalidDocumentException(id, InvalidDocumentReason.ReservedName);
                    CheckText(id, property.Value, top: false);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray()) CheckText(id, item, top: false);
                break;
            case JsonValueKind.String:
                element.GetString();
                break;
        }
    }
}
