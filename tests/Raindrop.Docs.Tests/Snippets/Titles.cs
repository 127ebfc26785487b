using System.Text;
using System.Text.Json.Serialization;
using Raindrop.Documents;
using Raindrop.Extensions;
using Raindrop.Schemas;

namespace Raindrop.Docs.Tests.Snippets;

public sealed record Title(string Text, string? Language = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Note))]
[JsonSerializable(typeof(Title))]
internal sealed partial class TitlesJson : JsonSerializerContext;

public sealed class FirstWords() : Extension<Note>(
    new ExtensionDefinition { Id = "first-words", Version = 1, Inputs = ["note"], Outputs = ["note.title"], Confidence = 20 },
    TitlesJson.Default.Note)
{
    protected override ValueTask DeriveAsync(IDerivationContext context, Note input, InputDocument document, CancellationToken cancellationToken)
    {
        context.Emit("note.title", document.Key, new Title(string.Join(' ', input.Text.Split(' ').Take(3)), "en"), TitlesJson.Default.Title);
        return ValueTask.CompletedTask;
    }
}

public sealed class Heading() : Extension<Note>(
    new ExtensionDefinition { Id = "heading", Version = 1, Inputs = ["note"], Outputs = ["note.title"], Confidence = 80 },
    TitlesJson.Default.Note)
{
    protected override ValueTask DeriveAsync(IDerivationContext context, Note input, InputDocument document, CancellationToken cancellationToken)
    {
        if (input.Text.StartsWith("# ", StringComparison.Ordinal)) context.Emit("note.title", document.Key, new Title(input.Text.Split('\n')[0][2..]), TitlesJson.Default.Title);
        return ValueTask.CompletedTask;
    }
}

internal static class Overriding
{
    public static readonly SchemaDefinition TitleSchema = new("note.title", 1, SchemaKind.Derived) { AllowsOverrides = true };

    public static async Task RenameAsync(IDocumentDatabase database, string key)
    {
        var revision = await database.GetRevisionAsync($"note.title:{key}:@user");
        await database.PutAsync(SourceDocument.CreateOverride(TitleSchema, key, Encoding.UTF8.GetBytes("""{"text":"My own title"}"""), revision));
    }
}
