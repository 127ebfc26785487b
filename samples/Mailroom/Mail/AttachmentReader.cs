using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Mailroom.Schemas;
using MimeKit;

namespace Mailroom.Mail;

/// <summary>Lists the files in a message.</summary>
internal static class AttachmentReader
{
    private static readonly SearchValues<byte> Base64 = SearchValues.Create(Encoding.ASCII.GetBytes("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="));

    public static IReadOnlyList<AttachedFile> Read(MimeMessage message) => [.. message.BodyParts.Where(IsFile).Select((part, index) => Describe(part, index))];

    private static bool IsFile(MimeEntity entity) => entity switch
    {
        TextPart text => text.IsAttachment || text.FileName is not null || !(text.IsPlain || text.IsHtml || text.IsEnriched),
        _ => true,
    };

    private static AttachedFile Describe(MimeEntity entity, int index)
    {
        using var bytes = new MemoryStream();
        if (entity is MessagePart { Message: { } inner }) inner.WriteTo(bytes);
        else if (entity is MimePart { Content: { } content }) content.DecodeTo(bytes);
        var name = entity.ContentDisposition?.FileName ?? entity.ContentType.Name ?? (entity is MessagePart ? "message.eml" : $"part-{index + 1}");
        return new AttachedFile(
            name,
            entity.ContentType.MimeType.ToLowerInvariant(),
            bytes.Length,
            Convert.ToHexStringLower(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length))),
            !entity.IsAttachment && entity.ContentId is not null,
            IsTruncated(entity as MimePart));
    }

    // Base64 comes in groups of four; what stops within one was cut off.
    private static bool IsTruncated(MimePart? part)
    {
        if (part?.Content is not { Encoding: ContentEncoding.Base64 } content) return false;
        using var encoded = new MemoryStream();
        content.WriteTo(encoded);
        var count = 0;
        foreach (var b in encoded.GetBuffer().AsSpan(0, (int)encoded.Length)) count += Base64.Contains(b) ? 1 : 0;
        return count % 4 != 0;
    }
}
