using System.Text;

namespace Raindrop.Gateway.Hostile.Running;

/// <summary>An answer as it came over the socket. Its memory is good until the next is read.</summary>
/// <param name="Status">The status.</param>
/// <param name="Head">The status line and the headers.</param>
/// <param name="Body">The body, its chunks put together.</param>
internal readonly record struct HostileResponse(int Status, ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Body)
{
    /// <summary>Whether the server says that it closes the connection.</summary>
    public bool Closes => Has("Connection: close"u8);

    /// <summary>Whether a header line is there.</summary>
    public bool Has(ReadOnlySpan<byte> text) => Head.Span.IndexOf(text) >= 0;

    public string BodyText => Encoding.UTF8.GetString(Body.Span);
}
