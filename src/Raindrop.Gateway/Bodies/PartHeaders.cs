using System.Buffers;
using System.Text;

namespace Raindrop.Gateway.Bodies;

/// <summary>The headers of one part, read strictly: lines that end with CR LF, a name, a colon, a value, no folding, no <c>Content-Type</c> twice.</summary>
internal sealed class PartHeaders
{
    /// <summary>More than the headers of any attachment need; RFC 2046 names no limit.</summary>
    private const int Longest = 8 * 1024;

    /// <summary>token of RFC 9110, section 5.6.2.</summary>
    private static readonly SearchValues<char> Token = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private readonly ArrayBufferWriter<byte> _line = new(256);
    private int _length;

    /// <summary>The media type in lower case, parameters left off; <see langword="null"/> where the part names none.</summary>
    public string? MediaType { get; private set; }

    /// <summary>Whether the part's content is encoded.</summary>
    public bool IsEncoded { get; private set; }

    /// <summary>Takes the next byte.</summary>
    /// <param name="value">The byte.</param>
    /// <param name="ended">Whether the empty line behind the headers is complete.</param>
    /// <returns>Whether the headers are in order so far.</returns>
    public bool Take(byte value, out bool ended)
    {
        ended = false;
        if (++_length > Longest) return false;
        var line = _line.WrittenSpan;
        var afterReturn = !line.IsEmpty && line[^1] == '\r';
        if (value == '\n')
        {
            if (!afterReturn) return false;
            ended = line.Length == 1;
            var isGood = ended || ReadLine(line[..^1]);
            _line.ResetWrittenCount();
            return isGood;
        }

        if (afterReturn || (value < ' ' && value is not ((byte)'\t' or (byte)'\r')) || value == 0x7f) return false;
        _line.Write([value]);
        return true;
    }

    private bool ReadLine(ReadOnlySpan<byte> line)
    {
        if (!Utf8Text(line, out var text)) return false;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || text.AsSpan(0, colon).ContainsAnyExcept(Token)) return false;
        var name = text[..colon];
        var value = text[(colon + 1)..].Trim(' ', '\t');
        if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
        {
            if (MediaType is not null) return false;
            MediaType = value.Split(';')[0].Trim(' ', '\t').ToLowerInvariant();
        }
        else if (name.Equals("Content-Encoding", StringComparison.OrdinalIgnoreCase) || name.Equals("Content-Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
        {
            IsEncoded |= !value.Equals("identity", StringComparison.OrdinalIgnoreCase) && !value.Equals("binary", StringComparison.OrdinalIgnoreCase)
                && !value.Equals("8bit", StringComparison.OrdinalIgnoreCase) && !value.Equals("7bit", StringComparison.OrdinalIgnoreCase);
        }

        return true;
    }

    private static bool Utf8Text(ReadOnlySpan<byte> bytes, out string text)
    {
        var isValid = System.Text.Unicode.Utf8.IsValid(bytes);
        text = isValid ? Encoding.UTF8.GetString(bytes) : "";
        return isValid;
    }
}
