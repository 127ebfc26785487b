using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Raindrop.Extensions;

/// <summary>Digests what readers see of an emitted document. Every part carries its length, so that no two documents give the same bytes to hash.</summary>
internal static class EmissionDigest
{
    private const int DigestBytes = 16;

    public static string Of(int schemaVersion, int confidence, ReadOnlySpan<byte> payload, IReadOnlyDictionary<string, EmittedAttachment> attachments)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        AppendNumber(hash, schemaVersion);
        AppendNumber(hash, confidence);
        AppendPart(hash, payload);
        foreach (var (name, attachment) in attachments)
        {
            AppendPart(hash, Encoding.UTF8.GetBytes(name));
            AppendPart(hash, Encoding.UTF8.GetBytes(attachment.ContentType));
            AppendPart(hash, attachment.Content.Span);
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return Base64Url.EncodeToString(digest[..DigestBytes]);
    }

    private static void AppendPart(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        AppendNumber(hash, part.Length);
        hash.AppendData(part);
    }

    private static void AppendNumber(IncrementalHash hash, int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
