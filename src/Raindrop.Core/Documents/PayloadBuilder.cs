namespace Raindrop.Documents;

/// <summary>Puts members, given as raw slices, together to one JSON object.</summary>
/// <param name="capacity">At least the bytes of all members.</param>
internal struct PayloadBuilder(int capacity)
{
    private byte[] _buffer = GC.AllocateUninitializedArray<byte>(capacity + 2);
    private int _length;

    /// <summary>An object of members that stand together, its closing brace included.</summary>
    public static ReadOnlyMemory<byte> Of(ReadOnlySpan<byte> membersAndBrace)
    {
        var payload = GC.AllocateUninitializedArray<byte>(membersAndBrace.Length + 1);
        payload[0] = (byte)'{';
        membersAndBrace.CopyTo(payload.AsSpan(1));
        return payload;
    }

    public void Add(ReadOnlySpan<byte> member)
    {
        if (_length + member.Length + 2 > _buffer.Length) Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + member.Length + 2));
        _buffer[_length] = _length == 0 ? (byte)'{' : (byte)',';
        member.CopyTo(_buffer.AsSpan(_length + 1));
        _length += member.Length + 1;
    }

    public ReadOnlyMemory<byte> ToMemory()
    {
        if (_length == 0) return Document.EmptyContent;
        _buffer[_length] = (byte)'}';
        return _buffer.AsMemory(0, _length + 1);
    }
}
