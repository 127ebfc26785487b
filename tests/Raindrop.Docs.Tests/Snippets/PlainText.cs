using System.Text;
using System.Text.Json.Serialization;
using Raindrop.Extensions;

namespace Raindrop.Docs.Tests.Snippets;

public sealed record Upload(string FileName);

public sealed record TextOfUpload(int Length);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Upload))]
[JsonSerializable(typeof(TextOfUpload))]
internal sealed partial class UploadsJson : JsonSerializerContext;

public sealed class PlainText() : Extension<Upload>(
    new ExtensionDefinition { Id = "plain-text", Version = 1, Inputs = ["upload"], Outputs = ["upload.text"] },
    UploadsJson.Default.Upload)
{
    protected override async ValueTask DeriveAsync(IDerivationContext context, Upload input, InputDocument document, CancellationToken cancellationToken)
    {
        if (!document.Attachments.ContainsKey("raw")) return;
        var raw = await context.ReadAttachmentAsync(document, "raw", cancellationToken);
        var text = Encoding.Latin1.GetString(raw.Span);
        context.Emit("upload.text", document.Key, new TextOfUpload(text.Length), UploadsJson.Default.TextOfUpload)
            .Attach("text", "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text));
    }
}
