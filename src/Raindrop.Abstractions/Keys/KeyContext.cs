using System.Buffers.Binary;
using System.Text;
using Raindrop.Tenancy;

namespace Raindrop.Keys;

/// <summary>What a wrapped key is bound to, so that it can stand in no other's place.</summary>
/// <param name="Subject">Whose key it is: a tenant's id, or a fixed name with <c>@</c> in front for a key of the host itself.</param>
/// <param name="KeyId">The id of the key that is wrapped.</param>
/// <param name="Suite">The algorithms that the wrapped key is used with.</param>
public readonly record struct KeyContext(string Subject, string KeyId, string Suite)
{
    /// <summary>The context of a tenant's key.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="keyId">The id of the key.</param>
    /// <param name="suite">The algorithms that the key is used with.</param>
    public static KeyContext OfTenant(TenantId tenant, string keyId, string suite) => new(tenant.Value, keyId, suite);

    /// <summary>The context as bytes, the same for ever: for each of subject, key id and suite the length of its UTF-8 text in 4 bytes, big-endian, and the text. What a provider authenticates.</summary>
    public byte[] ToBytes()
    {
        ReadOnlySpan<string> parts = [Subject, KeyId, Suite];
        var length = 0;
        foreach (var part in parts) length += sizeof(int) + Encoding.UTF8.GetByteCount(part);
        var bytes = new byte[length];
        var rest = bytes.AsSpan();
        foreach (var part in parts)
        {
            var written = Encoding.UTF8.GetBytes(part, rest[sizeof(int)..]);
            BinaryPrimitives.WriteInt32BigEndian(rest, written);
            rest = rest[(sizeof(int) + written)..];
        }

        return bytes;
    }
}
