using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Raindrop.Gateway.Bodies;

/// <summary>Checks UTF-8 in pieces that may be cut within a character.</summary>
internal struct Utf8Carry
{
    private const int LongestCharacter = 4;

    /// <summary>The beginning of a character whose end has not come yet, the latest byte lowest.</summary>
    private uint _begun;
    private int _length;

    /// <summary>Whether no character is open.</summary>
    public readonly bool IsWhole => _length == 0;

    /// <summary>Takes a piece.</summary>
    /// <returns>Whether it is UTF-8 so far.</returns>
    public bool Take(ReadOnlySpan<byte> bytes)
    {
        if (_length > 0 && !Finish(ref bytes)) return false;
        if (Utf8.IsValid(bytes)) return true;

        // Perhaps only its last character is not whole yet.
        for (var tail = 1; tail < LongestCharacter && tail <= bytes.Length; tail++)
        {
            var end = bytes[^tail..];
            if ((end[0] & 0xc0) == 0x80) continue;
            if (Rune.DecodeFromUtf8(end, out _, out _) != OperationStatus.NeedMoreData || !Utf8.IsValid(bytes[..^tail])) return false;
            foreach (var value in end) Push(value);
            return true;
        }

        return false;
    }

    private bool Finish(ref ReadOnlySpan<byte> bytes)
    {
        Span<byte> character = stackalloc byte[LongestCharacter];
        while (!bytes.IsEmpty)
        {
            Push(bytes[0]);
            bytes = bytes[1..];
            for (var i = 0; i < _length; i++) character[i] = (byte)(_begun >> (8 * (_length - 1 - i)));
            var status = Rune.DecodeFromUtf8(character[.._length], out _, out _);
            if (status == OperationStatus.NeedMoreData) continue;
            (_begun, _length) = (0, 0);
            return status == OperationStatus.Done;
        }

        return true;
    }

    private void Push(byte value)
    {
        _begun = (_begun << 8) | value;
        _length++;
    }
}
