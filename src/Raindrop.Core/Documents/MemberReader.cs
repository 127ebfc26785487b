using System.Text;
using System.Text.Json;

namespace Raindrop.Documents;

/// <summary>Walks the top-level members of a JSON object as slices of its bytes, so that values pass through without being decoded.</summary>
internal ref struct MemberReader
{
    /// <summary>The depth that every store accepts; see <see cref="DocumentContent"/>.</summary>
    public const int MaxDepth = 512;

    private readonly ReadOnlySpan<byte> _content;
    private Utf8JsonReader _reader;
    private string? _decodedName;
    private int _nameLength;

    public MemberReader(ReadOnlySpan<byte> content)
    {
        _content = content;
        _reader = new Utf8JsonReader(content, new JsonReaderOptions { MaxDepth = MaxDepth });
        if (!_reader.Read() || _reader.TokenType != JsonTokenType.StartObject) throw new JsonException("The content is not a JSON object.");
    }

    /// <summary>Where the current member's name begins, its quotation mark included.</summary>
    public int Start { get; private set; }

    /// <summary>Where the current member's value begins.</summary>
    public int ValueStart { get; private set; }

    /// <summary>Where the current member's value ends.</summary>
    public int End { get; private set; }

    /// <summary>Whether the current member belongs to the envelope.</summary>
    public readonly bool IsEnvelope =>
        _decodedName?.StartsWith("rd_", StringComparison.Ordinal) ?? _content.Slice(Start + 1, _nameLength).StartsWith("rd_"u8);

    /// <summary>The current member's name, escapes resolved.</summary>
    public readonly string Name => _decodedName ?? Encoding.UTF8.GetString(_content.Slice(Start + 1, _nameLength));

    public bool MoveNext()
    {
        if (!_reader.Read() || _reader.TokenType == JsonTokenType.EndObject) return false;
        Start = (int)_reader.TokenStartIndex;
        _nameLength = _reader.ValueSpan.Length;
        _decodedName = _reader.ValueIsEscaped ? _reader.GetString() : null;
        _reader.Read();
        ValueStart = (int)_reader.TokenStartIndex;
        _reader.Skip();
        End = (int)_reader.BytesConsumed;
        return true;
    }
}
