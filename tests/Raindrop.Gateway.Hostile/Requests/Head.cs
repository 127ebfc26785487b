using System.Text;

namespace Raindrop.Gateway.Hostile.Requests;

/// <summary>Writes a request as bytes; each character is one.</summary>
internal sealed class Head(string line)
{
    private readonly StringBuilder _text = new StringBuilder(line).Append("\r\n");

    /// <summary>The head that all callers send: method, target and host.</summary>
    public static Head Of(string method, string target) => new Head($"{method} {target} HTTP/1.1").Add("Host: gateway").Add("X-Raindrop-Client: 1");

    /// <summary>Adds a header line as it is.</summary>
    public Head Add(string line)
    {
        _text.Append(line).Append("\r\n");
        return this;
    }

    public Head Add(bool isWanted, string line) => isWanted ? Add(line) : this;

    /// <summary>The bytes, with a body as it is.</summary>
    public byte[] Write(string body = "") => Encoding.Latin1.GetBytes(_text.ToString() + "\r\n" + body);

    /// <summary>The bytes, with a body and its length.</summary>
    public byte[] WriteWithLength(string body, string contentType = "application/json") => Add($"Content-Type: {contentType}").Add($"Content-Length: {body.Length}").Write(body);
}
