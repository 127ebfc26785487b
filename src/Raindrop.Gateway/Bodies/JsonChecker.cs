namespace Raindrop.Gateway.Bodies;

/// <summary>Checks that a body is one JSON text (RFC 8259) that every parser reads alike: UTF-8, no name twice in an object, no lone surrogate, nothing behind it.</summary>
/// <remarks>
/// CouchDB's parser, jiffy, has no limit of depth and takes the last of two equal names; numbers it reads in its own way, and they pass as
/// they are. Memory: two bits for each open bracket, 8 bytes for each name of the objects that are open.
/// </remarks>
/// <param name="shape">Where the body names documents.</param>
/// <param name="refusesDesign">Whether to refuse a body that writes a design document.</param>
internal sealed class JsonChecker(JsonBodyShape shape = JsonBodyShape.Any, bool refusesDesign = false) : IBodyChecker
{
    private readonly OpenObjects _objects = new();
    private OpenBrackets _open = new();
    private DocumentIdWatch _ids = new(refusesDesign ? shape : JsonBodyShape.Any);
    private AttachmentWatch _attachments = new(shape == JsonBodyShape.WithAttachments);
    private JsonStringScanner _string;
    private JsonNumberScanner _number;
    private Expected _expected = Expected.Start;
    private int _literalAt;
    private bool _isName;

    private enum Expected
    {
        Start,
        Value,
        FirstValue,
        Name,
        FirstName,
        Colon,
        CommaOrEnd,
        String,
        Number,
        Literal,
        Nothing,
    }

    private static ReadOnlySpan<byte> Literals => "true\0false\0null"u8;

    /// <summary>Whether the document names an attachment that follows it, where the shape says to look.</summary>
    public bool HasFollowingAttachment => _attachments.HasFollowing;

    /// <inheritdoc/>
    public BodyViolation Check(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            BodyViolation fault;
            if (_expected == Expected.String)
            {
                fault = _string.Take(bytes[i..], out var taken, out var ended);
                i += taken - 1;
                if (ended && fault == BodyViolation.None) fault = EndString();
            }
            else if (_expected == Expected.Number)
            {
                if (_number.Take(bytes[i])) continue;
                if (!_number.IsWhole) return BodyViolation.MalformedJson;
                EndValue();
                fault = IsSpace(bytes[i]) ? BodyViolation.None : TakeStructure(bytes[i]);
            }
            else
            {
                fault = _expected == Expected.Literal ? TakeLiteral(bytes[i]) : IsSpace(bytes[i]) ? TakeSpace() : TakeStructure(bytes[i]);
            }

            if (fault != BodyViolation.None) return fault;
        }

        return BodyViolation.None;
    }

    /// <inheritdoc/>
    public BodyViolation Complete()
    {
        if (_expected == Expected.Number && _number.IsWhole) EndValue();
        return _expected == Expected.Nothing ? BodyViolation.None : BodyViolation.Incomplete;
    }

    /// <inheritdoc/>
    public void Dispose() => _objects.Clear();

    private static bool IsSpace(byte value) => value is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';

    private BodyViolation TakeSpace()
    {
        if (_expected == Expected.Start) _expected = Expected.Value;
        return BodyViolation.None;
    }

    private BodyViolation TakeStructure(byte value)
    {
        switch (_expected)
        {
            case Expected.Nothing:
                return BodyViolation.TrailingData;
            case Expected.Colon when value == ':':
                _expected = Expected.Value;
                return BodyViolation.None;
            case Expected.CommaOrEnd when value == ',':
                _expected = _open.IsInObject ? Expected.Name : Expected.Value;
                return BodyViolation.None;
            case Expected.CommaOrEnd or Expected.FirstName when value == '}' && _open.IsInObject:
                return _objects.Leave() ? Close() : BodyViolation.DuplicateName;
            case Expected.CommaOrEnd or Expected.FirstValue when value == ']' && !_open.IsInObject:
                return Close();
            case Expected.Name or Expected.FirstName when value == '"':
                return StartString(isName: true);
            case Expected.Start when value == 0xef:
                return BodyViolation.ByteOrderMark;
            case Expected.Start or Expected.Value or Expected.FirstValue:
                return StartValue(value);
            default:
                return BodyViolation.MalformedJson;
        }
    }

    private BodyViolation StartValue(byte value)
    {
        switch (value)
        {
            case (byte)'{':
                _objects.Enter();
                return Open(isObject: true);
            case (byte)'[':
                return Open(isObject: false);
            case (byte)'"':
                return StartString(isName: false);
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                _number.Start(value);
                _expected = Expected.Number;
                return BodyViolation.None;
            case (byte)'t' or (byte)'f' or (byte)'n':
                _literalAt = Literals.IndexOf(value) + 1;
                _expected = Expected.Literal;
                return BodyViolation.None;
            default:
                return BodyViolation.MalformedJson;
        }
    }

    private BodyViolation TakeLiteral(byte value)
    {
        if (Literals[_literalAt++] != value) return BodyViolation.MalformedJson;
        if (_literalAt < Literals.Length && Literals[_literalAt] != 0) return BodyViolation.None;
        if (_literalAt == "true".Length) _attachments.EndTrue();
        EndValue();
        return BodyViolation.None;
    }

    private BodyViolation StartString(bool isName)
    {
        _isName = isName;
        _string.Start(hashes: isName, heads: _ids.Wants(isName, _open) || (isName && _attachments.Wants(_open)));
        _expected = Expected.String;
        return BodyViolation.None;
    }

    private BodyViolation EndString()
    {
        if (_isName)
        {
            _expected = Expected.Colon;
            _ids.EndName(_string.Head, _open);
            _attachments.EndName(_string.Head, _open);
            _objects.Add(_string.Hash.Finish());
            return BodyViolation.None;
        }

        EndValue();
        return _ids.IsDesign(_string.Head) ? BodyViolation.DesignDocument : BodyViolation.None;
    }

    private void EndValue() => _expected = _open.Depth == 0 ? Expected.Nothing : Expected.CommaOrEnd;

    private BodyViolation Open(bool isObject)
    {
        if (!_open.Open(isObject)) return BodyViolation.TooDeep;
        _ids.Reset();
        _attachments.Reset();
        _expected = isObject ? Expected.FirstName : Expected.FirstValue;
        return BodyViolation.None;
    }

    private BodyViolation Close()
    {
        _open.Close();
        _ids.Reset();
        _attachments.Reset();
        EndValue();
        return BodyViolation.None;
    }
}
