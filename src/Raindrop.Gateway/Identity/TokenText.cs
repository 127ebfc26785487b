using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace Raindrop.Gateway.Identity;

/// <summary>Writes tokens in the compact form of RFC 7515, section 7.1.</summary>
internal static class TokenText
{
    /// <summary>Writes a token.</summary>
    /// <param name="key">What signs it.</param>
    /// <param name="issuer">Its <c>iss</c>.</param>
    /// <param name="subject">Its <c>sub</c>.</param>
    /// <param name="expiresAt">Its <c>exp</c>; <see langword="null"/> only to find out whether CouchDB would take one without.</param>
    public static string Write(SigningKey key, string issuer, string subject, DateTimeOffset? expiresAt)
    {
        var text = Head(key.Id, "ES256") + "." + Payload(issuer, subject, expiresAt);
        return text + "." + key.Sign(text);
    }

    /// <summary>A token that nobody signed, which must be refused (RFC 8725, section 2.1).</summary>
    public static string WriteUnsigned(string keyId, string issuer, string subject, DateTimeOffset expiresAt) => Head(keyId, "none") + "." + Payload(issuer, subject, expiresAt) + ".";

    private static string Head(string keyId, string algorithm) => Encode(writer =>
    {
        writer.WriteString("alg"u8, algorithm);
        writer.WriteString("kid"u8, keyId);
        writer.WriteString("typ"u8, "JWT"u8);
    });

    // No roles and no nbf: the first would be believed, the second refused where clocks differ.
    private static string Payload(string issuer, string subject, DateTimeOffset? expiresAt) => Encode(writer =>
    {
        writer.WriteString("iss"u8, issuer);
        writer.WriteString("sub"u8, subject);
        if (expiresAt is { } end) writer.WriteNumber("exp"u8, end.ToUnixTimeSeconds());
    });

    private static string Encode(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        write(writer);
        writer.WriteEndObject();
        writer.Flush();
        return Base64Url.EncodeToString(buffer.WrittenSpan);
    }
}
