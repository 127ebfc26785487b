using System.Security.Cryptography;
using System.Text.Json;
using Raindrop.Documents;
using Raindrop.Extensions;

namespace Raindrop.Derivation.Writing;

/// <summary>Whether a stored document already is what would be written.</summary>
internal static class OutputEquality
{
    public static bool Holds(Document stored, in DocumentEnvelope envelope, EmittedDocument emitted)
    {
        if (envelope.Digest != emitted.Digest || stored.Attachments.Count != emitted.Attachments.Count) return false;
        foreach (var (name, attachment) in emitted.Attachments)
        {
            if (!stored.Attachments.TryGetValue(name, out var found) || found.ContentType != attachment.ContentType || found.Digest != DigestOf(attachment.Content.Span)) return false;
        }

        using var theirs = JsonDocument.Parse(DocumentEnvelope.PayloadOf(stored.Content));
        using var ours = JsonDocument.Parse(emitted.Payload);
        return JsonElement.DeepEquals(theirs.RootElement, ours.RootElement);
    }

    /// <summary>CouchDB's digest of an attachment. It takes it over the compressed bytes of text, which then looks different and is written once more.</summary>
#pragma warning disable CA5351 // MD5 is what the protocol uses to name content; nothing here depends on its strength.
    private static string DigestOf(ReadOnlySpan<byte> content) => "md5-" + Convert.ToBase64String(MD5.HashData(content));
#pragma warning restore CA5351
}
