using System.Text;

namespace Raindrop.Gateway.Bodies;

/// <summary>Checks a multipart body (RFC 2046, section 5.1): its JSON parts as JSON, its other parts pass.</summary>
/// <remarks>
/// Stricter than the RFC, so that CouchDB's reader (parse_multipart_request of couch_httpd.erl) sees the same parts: nothing stands before
/// the first delimiter but an empty line, nothing behind the last but one, and a delimiter is followed by CR LF at once. In
/// <c>multipart/related</c> the first part is the document and must be JSON; attachments of type JSON are bytes. In others every JSON
/// part is checked. A document that names no attachment to follow it (<c>"follows": true</c>) is refused: CouchDB 3.5 never answers it.
/// </remarks>
internal sealed class MultipartChecker : IBodyChecker
{
    private readonly byte[] _delimiter;
    private readonly bool _onlyFirstIsJson;
    private PartHeaders? _headers;
    private JsonChecker? _json;
    private Place _place = Place.Delimiter;
    private bool _isPastFirst;
    private bool _isBody;
    private int _matched;

    /// <summary>Creates the checker.</summary>
    /// <param name="boundary">The boundary: ASCII without CR and LF.</param>
    /// <param name="onlyFirstIsJson">Whether the body is <c>multipart/related</c>.</param>
    public MultipartChecker(string boundary, bool onlyFirstIsJson)
    {
        _delimiter = Encoding.ASCII.GetBytes($"\r\n--{boundary}");
        _onlyFirstIsJson = onlyFirstIsJson;
    }

    private enum Place
    {
        /// <summary>In the bytes of a part, or before the first, and perhaps within a delimiter.</summary>
        Delimiter,
        AfterDelimiter,
        SecondReturn,
        SecondDash,
        Headers,
        Closed,
        LastReturn,
        End,
    }

    /// <inheritdoc/>
    public BodyViolation Check(ReadOnlySpan<byte> bytes)
    {
        // The first delimiter may stand at the very start, where its line break is not sent.
        if (!_isPastFirst && !bytes.IsEmpty && _matched == 0 && _place == Place.Delimiter && bytes[0] == '-') _matched = "\r\n"u8.Length;
        while (!bytes.IsEmpty)
        {
            var fault = _place == Place.Delimiter ? TakeContent(ref bytes) : TakeByte(ref bytes);
            if (fault != BodyViolation.None) return fault;
        }

        return BodyViolation.None;
    }

    /// <inheritdoc/>
    public BodyViolation Complete() => _place is Place.Closed or Place.End ? BodyViolation.None : BodyViolation.Incomplete;

    /// <inheritdoc/>
    public void Dispose() => _json?.Dispose();

    private BodyViolation TakeContent(ref ReadOnlySpan<byte> bytes)
    {
        if (_matched == 0)
        {
            var start = bytes.IndexOf((byte)'\r');
            var content = start < 0 ? bytes : bytes[..start];
            bytes = bytes[content.Length..];
            if (Give(content) is var fault and not BodyViolation.None) return fault;
            if (bytes.IsEmpty) return BodyViolation.None;
        }

        while (_matched < _delimiter.Length)
        {
            if (bytes.IsEmpty) return BodyViolation.None;
            if (bytes[0] != _delimiter[_matched])
            {
                // A delimiter has its only CR in front, so none starts within what matched.
                var content = _delimiter.AsSpan(0, _matched);
                _matched = 0;
                return Give(content);
            }

            bytes = bytes[1..];
            _matched++;
        }

        (_matched, _place) = (0, Place.AfterDelimiter);
        return EndPart();
    }

    private BodyViolation TakeByte(ref ReadOnlySpan<byte> bytes)
    {
        var value = bytes[0];
        bytes = bytes[1..];
        if (_place == Place.Headers) return TakeHeader(value);
        (_place, var isGood) = (_place, (char)value) switch
        {
            (Place.AfterDelimiter, '\r') => (Place.SecondReturn, true),
            (Place.SecondReturn, '\n') => (Place.Headers, true),
            (Place.AfterDelimiter, '-') => (Place.SecondDash, true),
            (Place.SecondDash, '-') => (Place.Closed, _isBody),
            (Place.Closed, '\r') => (Place.LastReturn, true),
            (Place.LastReturn, '\n') => (Place.End, true),
            _ => (_place, false),
        };
        if (_place == Place.Headers) _headers = new PartHeaders();
        if (isGood) return BodyViolation.None;
        return _place is Place.Closed or Place.LastReturn or Place.End && _isBody ? BodyViolation.TrailingData : BodyViolation.MalformedMultipart;
    }

    private BodyViolation TakeHeader(byte value)
    {
        if (!_headers!.Take(value, out var ended)) return BodyViolation.MalformedMultipart;
        if (!ended) return BodyViolation.None;
        var isJson = _headers.MediaType == "application/json";
        var isDocument = _onlyFirstIsJson && !_isBody;
        if (isDocument && !isJson) return BodyViolation.MalformedMultipart;
        if (!_onlyFirstIsJson && _headers.MediaType?.StartsWith("multipart/", StringComparison.Ordinal) == true) return BodyViolation.MalformedMultipart;
        if (isDocument || (isJson && !_onlyFirstIsJson))
        {
            if (_headers.IsEncoded) return BodyViolation.ContentEncoding;
            _json = new JsonChecker(isDocument ? JsonBodyShape.WithAttachments : JsonBodyShape.Any);
        }

        (_place, _isBody) = (Place.Delimiter, true);
        return BodyViolation.None;
    }

    private BodyViolation Give(ReadOnlySpan<byte> content)
    {
        if (_isPastFirst) return _json?.Check(content) ?? BodyViolation.None;
        return content.IsEmpty ? BodyViolation.None : BodyViolation.MalformedMultipart;
    }

    private BodyViolation EndPart()
    {
        _isPastFirst = true;
        var fault = _json?.Complete() ?? BodyViolation.None;
        // CouchDB would wait for an attachment for ever.
        if (fault == BodyViolation.None && _onlyFirstIsJson && _json is { HasFollowingAttachment: false }) fault = BodyViolation.NoAttachment;
        _json?.Dispose();
        _json = null;
        return fault;
    }
}
