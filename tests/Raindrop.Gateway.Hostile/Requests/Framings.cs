namespace Raindrop.Gateway.Hostile.Requests;

/// <summary>Ways to tell the length of a body that two servers understand differently.</summary>
internal static class Framings
{
    private static readonly string[] Lengths =
    [
        "Content-Length: 0", "Content-Length: 5", "Content-Length: +5", "Content-Length: -1", "Content-Length: 5, 5", "Content-Length: 0, 5", "Content-Length: 0x5", "Content-Length: 5 5", "Content-Length: ", "Content-Length: 99999999999999999999",
        "Content-Length: 9223372036854775807", "Content-Length : 5", " Content-Length: 5", "Content-Length: 5\r\nContent-Length: 5", "Content-Length: 0\r\nContent-Length: 44", "Content-Length: 5\r\n ", "Content_Length: 44", "content-length:44", "Content-Length: \v5",
    ];

    private static readonly string[] Codings =
    [
        "Transfer-Encoding: chunked", "Transfer-Encoding: Chunked", "Transfer-Encoding : chunked", "Transfer-Encoding: xchunked", "Transfer-Encoding: chunked, identity", "Transfer-Encoding: identity", "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: chunked, chunked",
        "Transfer-Encoding: \"chunked\"", "Transfer-Encoding:\tchunked", "Transfer-Encoding: \vchunked", "Transfer-Encoding:\r\n chunked", " Transfer-Encoding: chunked", "X: y\nTransfer-Encoding: chunked", "Transfer-Encoding: chunked\r\nTransfer-Encoding: x",
        "Transfer-Encoding: x\r\nTransfer-Encoding: chunked", "Transfer-Encoding: chunked;q=1", "Transfer\u00a0Encoding: chunked", "TRANSFER-ENCODING: CHUNKED", "Transfer-Encoding: chunk\u00e9d",
    ];

    private static readonly string[] Chunks =
    [
        "0\r\n\r\n", "5\r\n{\"a\":\r\n2\r\n1}\r\n0\r\n\r\n", "2;ext=1\r\n{}\r\n0\r\n\r\n", "2;ext=\"\r\n{}\r\n0\r\n\r\n", "0x2\r\n{}\r\n0\r\n\r\n", "-2\r\n{}\r\n0\r\n\r\n", "2\n{}\n0\n\n", "2\r\n{}0\r\n\r\n", "2\r\n{}\r\n0\r\nContent-Length: 5\r\nCookie: x\r\n\r\n", "00000000000000002\r\n{}\r\n0\r\n\r\n",
        "FFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n", "100000000\r\n{}\r\n0\r\n\r\n", " 2\r\n{}\r\n0\r\n\r\n", "2 \r\n{}\r\n0\r\n\r\n", "\r\n2\r\n{}\r\n0\r\n\r\n", "2\r\n{}\r\n0\r\n", "2\r\n{}\r\n", "g\r\n{}\r\n0\r\n\r\n", "2\r{}\r\n0\r\n\r\n", "",
    ];

    /// <summary>A request with a strange length, and another request where some server would take the first to have ended.</summary>
    /// <param name="draw">The choices.</param>
    /// <param name="head">The head, to which the length is added.</param>
    /// <param name="smuggled">The other request.</param>
    public static byte[] Write(Draw draw, Head head, byte[] smuggled)
    {
        var inner = System.Text.Encoding.Latin1.GetString(smuggled);
        head.Add("Content-Type: application/json");
        if (draw.Next(4) > 0) head.Add(draw.Pick(Lengths));
        if (draw.Next(4) > 0) head.Add(draw.Pick(Codings));
        return head.Write(draw.Pick(Chunks) + inner);
    }
}
