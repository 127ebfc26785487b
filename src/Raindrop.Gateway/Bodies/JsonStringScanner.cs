using System.Buffers;
using System.Text;

namespace Raindrop.Gateway.Bodies;

/// <summary>Checks a JSON string in pieces: escapes, surrogates, UTF-8 (RFC 8259, section 7). What it unescapes it gives to a hash or a head.</summary>
internal struct JsonStringScanner
{
    private const int HexDigits = 4;

    /// <summary>What ends a run of plain bytes: the quote, the backslash, and control characters, which must be escaped.</summary>
    private static readonly SearchValues<byte> Stops = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(code => (byte)code), (byte)'"', (byte)'\\']);

    private Utf8Carry _utf8;
    private bool _isEscape;
    private int _digitsLeft;
    private int _code;
    private char _high;

    /// <summary>The hash of the unescaped string, where <see cref="Hashes"/> asks for it.</summary>
    public NameHash Hash;

    /// <summary>The beginning of the unescaped string, where <see cref="Heads"/> asks for it.</summary>
    public TextHead Head;

    public bool Hashes { get; private set; }

    public bool Heads { get; private set; }

    /// <summary>Starts a string, behind its quote.</summary>
    public void Start(bool hashes, bool heads)
    {
        (Hashes, Heads) = (hashes, heads);
        if (hashes) Hash.Start();
        Head.Start();
    }

    /// <summary>Takes the next bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="taken">How many belong to the string, its last quote included.</param>
    /// <param name="ended">Whether the string ended.</param>
    public BodyViolation Take(ReadOnlySpan<byte> bytes, out int taken, out bool ended)
    {
        (taken, ended) = (0, false);
        while (taken < bytes.Length)
        {
            if (_isEscape)
            {
                if (TakeEscape(bytes[taken++]) is var fault and not BodyViolation.None) return fault;
                continue;
            }

            var rest = bytes[taken..];
            var stop = rest.IndexOfAny(Stops);
            var run = stop < 0 ? rest : rest[..stop];
            if (!run.IsEmpty && _high != 0) return BodyViolation.UnpairedSurrogate;
            if (!_utf8.Take(run)) return BodyViolation.InvalidUtf8;
            Give(run);
            taken += run.Length;
            if (stop < 0) break;
            if (!_utf8.IsWhole) return BodyViolation.InvalidUtf8;
            var end = bytes[taken++];
            if (end < 0x20) return BodyViolation.MalformedJson;
            if (end == '\\')
            {
                _isEscape = true;
                continue;
            }

            ended = true;
            return _high == 0 ? BodyViolation.None : BodyViolation.UnpairedSurrogate;
        }

        return BodyViolation.None;
    }

    private BodyViolation TakeEscape(byte value)
    {
        if (_digitsLeft > 0) return TakeDigit(value);
        if (value == 'u')
        {
            (_digitsLeft, _code) = (HexDigits, 0);
            return BodyViolation.None;
        }

        var meant = value switch
        {
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            (byte)'"' or (byte)'\\' or (byte)'/' => (char)value,
            _ => '\0',
        };
        if (meant == 0) return BodyViolation.MalformedJson;
        if (_high != 0) return BodyViolation.UnpairedSurrogate;
        _isEscape = false;
        Give([(byte)meant]);
        return BodyViolation.None;
    }

    private BodyViolation TakeDigit(byte value)
    {
        if (!char.IsAsciiHexDigit((char)value)) return BodyViolation.MalformedJson;
        _code = (_code << 4) | (value <= '9' ? value - '0' : (value | 0x20) - 'a' + 10);
        if (--_digitsLeft > 0) return BodyViolation.None;

        _isEscape = false;
        var unit = (char)_code;
        if (char.IsLowSurrogate(unit) != (_high != 0)) return BodyViolation.UnpairedSurrogate;
        if (char.IsHighSurrogate(unit))
        {
            _high = unit;
            return BodyViolation.None;
        }

        Span<byte> encoded = stackalloc byte[4];
        var rune = _high != 0 ? new Rune(_high, unit) : new Rune(unit);
        _high = '\0';
        Give(encoded[..rune.EncodeToUtf8(encoded)]);
        return BodyViolation.None;
    }

    private void Give(ReadOnlySpan<byte> unescaped)
    {
        if (Hashes) Hash.Append(unescaped);
        if (Heads) Head.Append(unescaped);
    }
}
