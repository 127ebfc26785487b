using Raindrop.Documents;

namespace Raindrop.Testing.Conformance.Cases;

/// <summary>Documents with attachments, in short.</summary>
internal static class Attached
{
    public static readonly ReadOptions WithBytes = new() { IncludeAttachments = true };

    public static byte[] Pattern(int size)
    {
        var bytes = new byte[size];
        for (var i = 0; i < size; i++) bytes[i] = (byte)((i * 31) + (i >> 8));
        return bytes;
    }

    public static Document With(string id, string? revision, params (string Name, ReadOnlyMemory<byte> Bytes)[] attachments) => new()
    {
        Id = id,
        Revision = revision,
        Content = ConformanceContext.Utf8("""{"n":1}"""),
        Attachments = attachments.ToDictionary(given => given.Name, given => new DocumentAttachment { ContentType = "application/octet-stream", Data = given.Bytes }),
    };

    public static Task<string> PutAsync(ConformanceContext context, string id, string? revision, params (string Name, ReadOnlyMemory<byte> Bytes)[] attachments) =>
        context.Database.PutAsync(With(id, revision, attachments), context.Stop).AsTask();
}
