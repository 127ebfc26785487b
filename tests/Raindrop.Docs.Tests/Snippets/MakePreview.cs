using System.Globalization;
using System.Text.Json.Serialization;
using Raindrop.Extensions;

namespace Raindrop.Docs.Tests.Snippets;

public sealed record Preview(string Text);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Note))]
[JsonSerializable(typeof(Preview))]
internal sealed partial class PreviewJson : JsonSerializerContext;

public sealed class MakePreview(int width) : Extension<Note>(
    new ExtensionDefinition
    {
        Id = "preview",
        Version = 1,
        Inputs = ["note"],
        Outputs = ["note.preview"],
        Settings = string.Create(CultureInfo.InvariantCulture, $"width={width}"),
    },
    PreviewJson.Default.Note)
{
    protected override ValueTask DeriveAsync(IDerivationContext context, Note input, InputDocument document, CancellationToken cancellationToken)
    {
        if (input.Text.Contains('\0')) throw new DerivationException(DerivationFailure.InvalidInput, "The note holds a zero character.");
        context.Emit("note.preview", document.Key, new Preview(input.Text.Length > width ? input.Text[..width] : input.Text), PreviewJson.Default.Preview);
        return ValueTask.CompletedTask;
    }
}
