using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Raindrop.Documents;

namespace Raindrop.Embedded.Writing;

/// <summary>Makes and reads revisions. The same write on the same parent makes the same revision in every store of this kind.</summary>
internal static class RevisionIds
{
    private const int SuffixBytes = 16;

    [ThreadStatic]
    private static IncrementalHash? _hash;

    public static string Next(string? parent, Document document, IReadOnlyList<AttachmentEntry> attachments)
    {
        var hash = _hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, parent ?? "");
        Span<byte> numbers = stackalloc byte[9];
        numbers[0] = document.IsDeleted ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt64LittleEndian(numbers[1..], document.Content.Length);
        hash.AppendData(numbers);
        hash.AppendData(document.Content.Span);
        foreach (var attachment in attachments)
        {
            Append(hash, attachment.Name);
            Append(hash, attachment.ContentType);
            Append(hash, attachment.Digest);
        }

        Span<byte> result = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(result);
        var generation = parent is null ? 1 : Generation(parent) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{generation}-{Convert.ToHexStringLower(result[..SuffixBytes])}");
    }

    public static long Generation(string revision) =>
        long.Parse(revision.AsSpan(0, revision.IndexOf('-', StringComparison.Ordinal)), NumberStyles.None, CultureInfo.InvariantCulture);

    // The length goes before, so that no two lists look alike.
    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
