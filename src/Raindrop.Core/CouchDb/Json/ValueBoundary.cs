using System.Buffers;

namespace Raindrop.CouchDb.Json;

/// <summary>Finds where a JSON value ends, however it is cut into chunks. It looks at brackets and quotes only; whether the value is valid shows when it is parsed.</summary>
internal struct ValueBoundary
{
    public const int Unknown = -1;
    public const int Invalid = -2;

    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> ScalarEnds = SearchValues.Create(",]}{[\": \t\r\n"u8);
    private int _depth;
    private bool _inString;
    private bool _isEscaped;
    private bool _inScalar;

    /// <summary>Goes on with the bytes that follow those seen so far.</summary>
    /// <returns>The position after the value's last byte, <see cref="Unknown"/> if more is needed, <see cref="Invalid"/> if no value starts here.</returns>
    public int Scan(ReadOnlySpan<byte> data)
    {
        var i = 0;
        while (i < data.Length)
        {
            if (_inString)
            {
                if (!SkipString(data, ref i)) return Unknown;
                if (_depth == 0) return i;
            }
            else if (_depth == 0)
            {
                if (!Start(data, ref i, out var end)) return end;
            }
            else
            {
                var next = data[i..].IndexOfAny(Structure);
                if (next < 0) return Unknown;
                i += next + 1;
                var c = data[i - 1];
                if (c == '"') _inString = true;
                else if (c is (byte)'{' or (byte)'[') _depth++;
                else if (--_depth == 0) return i;
            }
        }

        return Unknown;
    }

    // Whether the value goes on inside brackets or quotes; if not, `end` is the answer.
    private bool Start(ReadOnlySpan<byte> data, ref int i, out int end)
    {
        end = Invalid;
        if (!_inScalar)
        {
            switch (data[i])
            {
                case (byte)'"':
                    _inString = true;
                    i++;
                    return true;
                case (byte)'{' or (byte)'[':
                    _depth++;
                    i++;
                    return true;
            }
        }

        var stop = data[i..].IndexOfAny(ScalarEnds);
        if (stop == 0 && !_inScalar) return false;
        _inScalar = true;
        end = stop < 0 ? Unknown : i + stop;
        return false;
    }

    private bool SkipString(ReadOnlySpan<byte> data, ref int i)
    {
        while (i < data.Length)
        {
            if (_isEscaped)
            {
                _isEscaped = false;
                i++;
                continue;
            }

            var stop = data[i..].IndexOfAny((byte)'"', (byte)'\\');
            if (stop < 0) return false;
            i += stop + 1;
            if (data[i - 1] == '"')
            {
                _inString = false;
                return true;
            }

            _isEscaped = true;
        }

        return false;
    }
}
