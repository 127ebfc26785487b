using System.Text.Json.Serialization;
using Raindrop.Extensions;

namespace Raindrop.Docs.Tests.Snippets;

public sealed record Note(string Text);

public sealed record NoteLength(int Words);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Note))]
[JsonSerializable(typeof(NoteLength))]
internal sealed partial class NotesJson : JsonSerializerContext;

public sealed class CountWords() : Extension<Note>(
    new ExtensionDefinition { Id = "count-words", Version = 1, Inputs = ["note"], Outputs = ["note.length"] },
    NotesJson.Default.Note)
{
    protected override ValueTask DeriveAsync(IDerivationContext context, Note input, InputDocument document, CancellationToken cancellationToken)
    {
        var words = input.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        context.Emit("note.length", document.Key, new NoteLength(words), NotesJson.Default.NoteLength);
        return ValueTask.CompletedTask;
    }
}
