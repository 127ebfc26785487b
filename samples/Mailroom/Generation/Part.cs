using System.Text;

namespace Mailroom.Generation;

/// <summary>A part of a letter: its MIME header lines and its encoded bytes.</summary>
internal sealed record Part(IReadOnlyList<string> Headers, byte[] Body)
{
    /// <summary>Text in a charset; the transfer encoding is <c>8bit</c>, <c>base64</c> or <c>quoted-printable</c>.</summary>
    public static Part Text(string text, string charset = "utf-8", string transfer = "quoted-printable", string subtype = "plain", string? declared = null)
    {
        var bytes = Generation.Text.Encode(text, charset);
        var body = transfer switch
        {
            "base64" => Latin(Generation.Text.Base64(bytes)),
            "quoted-printable" => Latin(Generation.Text.QuotedPrintable(bytes)),
            _ => bytes,
        };
        return new Part([$"Content-Type: text/{subtype}; charset={declared ?? charset}", $"Content-Transfer-Encoding: {transfer}"], body);
    }

    public static Part File(string name, string type, byte[] content, bool inline = false) => new(
        [
            $"Content-Type: {type}; name=\"{name}\"", "Content-Transfer-Encoding: base64",
            inline ? $"Content-Disposition: inline; filename=\"{name}\"" : $"Content-Disposition: attachment; filename=\"{name}\"",
            .. inline ? [$"Content-ID: <{name}@lighthouse.example>"] : Array.Empty<string>(),
        ],
        Latin(Generation.Text.Base64(content)));

    public static Part Message(Letter letter) => new(["Content-Type: message/rfc822", "Content-Disposition: attachment"], letter.ToBytes());

    public static Part Multipart(string subtype, string boundary, params Part[] parts)
    {
        var body = new MemoryStream();
        foreach (var part in parts)
        {
            body.Write(Latin($"--{boundary}\n"));
            part.WriteTo(body);
            body.WriteByte((byte)'\n');
        }

        body.Write(Latin($"--{boundary}--\n"));
        return new Part([$"Content-Type: multipart/{subtype}; boundary=\"{boundary}\""], body.ToArray());
    }

    public void WriteTo(Stream stream)
    {
        foreach (var header in Headers) stream.Write(Latin(header + "\n"));
        stream.WriteByte((byte)'\n');
        stream.Write(Body);
    }

    public static byte[] Latin(string text) => Encoding.Latin1.GetBytes(text);
}
