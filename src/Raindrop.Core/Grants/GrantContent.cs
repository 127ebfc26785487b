using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Raindrop.Grants.Content;

namespace Raindrop.Grants;

/// <summary>The content of documents that grants allow: its one form and its digest.</summary>
public static class GrantContent
{
    /// <summary>The digest of a content: SHA-256 over its <see cref="Canonicalize(ReadOnlyMemory{byte})">canonical form</see>, in base 64 for URLs, 43 characters.</summary>
    /// <param name="json">The content: one JSON object in UTF-8, without the store's own members (<c>_id</c>, <c>_rev</c>).</param>
    /// <exception cref="GrantException">It cannot be granted: <see cref="GrantFailure.Content"/> or <see cref="GrantFailure.Number"/>.</exception>
    public static string Digest(ReadOnlyMemory<byte> json) => DigestOf(Canonicalize(json).Span);

    /// <summary>The canonical form of a content (RFC 8785). It is the same whatever the order of members and the spelling of strings.</summary>
    /// <param name="json">The content: one JSON object in UTF-8, without the store's own members.</param>
    /// <exception cref="GrantException">It cannot be granted: <see cref="GrantFailure.Content"/> or <see cref="GrantFailure.Number"/>.</exception>
    public static ReadOnlyMemory<byte> Canonicalize(ReadOnlyMemory<byte> json)
    {
        using var document = Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object) throw new GrantException(GrantFailure.Content);
        return Canonicalize(document.RootElement.EnumerateObject().Select(member => (CanonicalJson.NameOf(member), member.Value)));
    }

    internal static ReadOnlyMemory<byte> Canonicalize(IEnumerable<(string Name, JsonElement Value)> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        CanonicalJson.WriteObject(members.Select(member => member.Name.StartsWith('_') ? throw new GrantException(GrantFailure.Content) : member), buffer);
        return buffer.WrittenMemory;
    }

    internal static string DigestOf(ReadOnlySpan<byte> canonical) => Base64Url.EncodeToString(SHA256.HashData(canonical));

    /// <summary>The digest of what a store holds; <see langword="null"/> where it is nothing that a grant could have written.</summary>
    internal static string? TryDigest(ReadOnlyMemory<byte> stored)
    {
        try
        {
            return Digest(stored);
        }
        catch (GrantException)
        {
            return null;
        }
    }

    internal static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json, CanonicalJson.Reading);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Its message can quote the content.
            throw new GrantException(GrantFailure.Content);
        }
    }
}
