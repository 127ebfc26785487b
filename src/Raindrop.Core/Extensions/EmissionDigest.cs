using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Raindrop.Extensions;

/// <summary>Digests what readers see of an emitted document. Every part carries its length, so that no two documents give the same bytes to hash.</summary>
internal static class EmissionDigest
{
    private const int DigestBytes = 16;

    /// <summary>Payloads up to this size are hashed in one call, which needs no hash object of the operating system's library.</summary>
    private const int MostAtOnce = 16 * 1024;

    public static string Of(int schemaVersion, int confidence, ReadOnlySpan<byte> payload, IReadOnlyDictionary<string, EmittedAttachment> attachments)
    {
        if (attachments.Count == 0 && payload.Length <= MostAtOnce) return OfPayload(schemaVersion, confidence, payload);
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

    // The same bytes as below, laid side by side.
    private static string OfPayload(int schemaVersion, int confidence, ReadOnlySpan<byte> payload)
    {
        const int numbers = 3 * sizeof(int);
        var rented = ArrayPool<byte>.Shared.Rent(numbers + payload.Length);
        try
        {
            BinaryPrimitives.WriteInt32BigEndian(rented, schemaVersion);
            BinaryPrimitives.WriteInt32BigEndian(rented.AsSpan(sizeof(int)), confidence);
            BinaryPrimitives.WriteInt32BigEndian(rented.AsSpan(2 * sizeof(int)), payload.Length);
            payload.CopyTo(rented.AsSpan(numbers));
            Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(rented.AsSpan(0, numbers + payload.Length), digest);
            return Base64Url.EncodeToString(digest[..DigestBytes]);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
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
