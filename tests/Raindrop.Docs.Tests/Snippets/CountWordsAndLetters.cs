using System.Text.Json.Serialization;
using Raindrop.Docs.Tests.Snippets;
using Raindrop.Extensions;
using NotesJson = Raindrop.Docs.Tests.SecondVersion.SecondNotesJson;

namespace Raindrop.Docs.Tests.SecondVersion;

public sealed record NoteLength(int Words, int Letters);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Note))]
[JsonSerializable(typeof(NoteLength))]
internal sealed partial class SecondNotesJson : JsonSerializerContext;

public sealed class CountWords() : Extension<Note>(
    new ExtensionDefinition { Id = "count-words", Version = 2, Inputs = ["note"], Outputs = ["note.length"] },
    NotesJson.Default.Note)
{
    protected override ValueTask DeriveAsync(IDerivationContext context, Note input, InputDocument document, CancellationToken cancellationToken)
    {
        var words = input.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        context.Emit("note.length", document.Key, new NoteLength(words, input.Text.Count(char.IsLetter)), NotesJson.Default.NoteLength);
        return ValueTask.CompletedTask;
    }
}
