using System.Runtime.CompilerServices;

namespace Raindrop.Gateway.Bodies;

/// <summary>The first bytes of a string, to compare with the few that matter.</summary>
internal struct TextHead
{
    private Bytes _bytes;
    private int _length;

    public void Start() => _length = 0;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length && _length <= Bytes.Length; i++)
        {
            if (_length < Bytes.Length) _bytes[_length] = bytes[i];
            _length++;
        }
    }

    /// <summary>Whether the string is this one, which is shorter than what is kept.</summary>
    public readonly bool Is(ReadOnlySpan<byte> text) => _length == text.Length && StartsWith(text);

    public readonly bool StartsWith(ReadOnlySpan<byte> text) => _length >= text.Length && ((ReadOnlySpan<byte>)_bytes)[..text.Length].SequenceEqual(text);

    [InlineArray(Length)]
    private struct Bytes
    {
        public const int Length = 16;
        private byte _first;
    }
}
