using System.Security.Cryptography;
using System.Text;

namespace Raindrop.Canary.Tests.Search;

/// <summary>A secret that is like no other, so that it is known wherever it comes up.</summary>
/// <param name="Name">What it stands for, which may be shown.</param>
/// <param name="Bytes">The secret.</param>
/// <param name="Text">The secret as text, where it is one.</param>
internal sealed record Canary(string Name, ReadOnlyMemory<byte> Bytes, string? Text)
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int EndLength = 48;
    private const int GapLength = 7;
    private static readonly string[] Special = ["\"", "\\", "é", "/", "<", "&", "+", "😀"];

    /// <summary>A new secret of text, with characters in its midst that JSON, URLs and encodings change.</summary>
    public static Canary New(string name)
    {
        // Letters between them, so that no piece of it is a piece of another secret.
        var midst = string.Concat(Special.Select(special => special + RandomNumberGenerator.GetString(Letters, GapLength)));
        var text = RandomNumberGenerator.GetString(Letters, EndLength) + midst + RandomNumberGenerator.GetString(Letters, EndLength);
        return new Canary(name, Encoding.UTF8.GetBytes(text), text);
    }

    /// <summary>A key that was made elsewhere.</summary>
    public static Canary Of(string name, ReadOnlySpan<byte> key) => new(name, key.ToArray(), null);

    public override string ToString() => Name;
}
