using System.Runtime.CompilerServices;
using System.Text.Json;
using Raindrop.CouchDb.Http;

namespace Raindrop.CouchDb.Json;

/// <summary>Walks through an answer that is still arriving, value by value; each value is in memory as a whole, the answer is not.</summary>
/// <remarks>What is missing at the end is an error: a short answer never looks like a complete one.</remarks>
internal sealed class JsonCursor(CouchResponse response) : IDisposable
{
    private readonly SliceBuffer _buffer = new(response);
    private Place _place;
    private ValueBoundary _boundary;
    private int _scanned;
    private int _length;

    private enum Place
    {
        First,
        AfterItem,
        AfterComma,
    }

    /// <summary>The bytes of the current value, until the cursor is moved.</summary>
    public ReadOnlySpan<byte> Value => _buffer.Unread[.._length];

    /// <summary>Whether the answer ended before its last value did.</summary>
    public bool IsTruncated { get; private set; }

    public CouchResponse Response => response;

    /// <summary>Steps into an object or array.</summary>
    public async ValueTask BeginAsync(byte open)
    {
        DropValue();
        if (await PeekAsync().ConfigureAwait(false) != open) throw response.Broken();
        _buffer.Skip(1);
        _place = Place.First;
    }

    /// <summary>Goes to the next item of the object or array, or past its end.</summary>
    public ValueTask<bool> MoveNextAsync(byte close)
    {
        DropValue();
        return TryMoveNext(close, out var has) ? new(has) : MoveNextSlowlyAsync(close);
    }

    /// <summary>Reads the next element of the array, or goes past its end.</summary>
    public ValueTask<bool> NextElementAsync()
    {
        DropValue();
        if (!TryMoveNext((byte)']', out var has)) return NextElementSlowlyAsync(moved: false);
        if (!has) return new(false);
        return TryReadValue() ? new(true) : NextElementSlowlyAsync(moved: true);
    }

    /// <summary>Reads the name of the next member of the object, or goes past its end and gives <see langword="null"/>.</summary>
    public async ValueTask<string?> NextMemberAsync()
    {
        if (!await MoveNextAsync((byte)'}').ConfigureAwait(false)) return null;
        await ReadValueAsync().ConfigureAwait(false);
        var name = Parse(static json => JsonSlice.String(json));
        DropValue();
        if (await PeekAsync().ConfigureAwait(false) != (byte)':') throw response.Broken();
        _buffer.Skip(1);
        return name;
    }

    /// <summary>Reads the next value of a sequence of values; <see langword="false"/> at the end of the answer.</summary>
    public ValueTask<bool> NextValueAsync()
    {
        DropValue();
        SkipWhitespace();
        return _buffer.Unread.Length > 0 && TryReadValue() ? new(true) : NextValueSlowlyAsync();
    }

    /// <summary>Reads a whole value.</summary>
    public async ValueTask ReadValueAsync()
    {
        DropValue();
        await PeekAsync().ConfigureAwait(false);
        while (!TryReadValue()) await FillAsync().ConfigureAwait(false);
    }

    /// <summary>Checks that nothing follows, and so reads the answer to its end, which frees the connection for another request.</summary>
    public async ValueTask EndAsync()
    {
        DropValue();
        while (true)
        {
            SkipWhitespace();
            if (!_buffer.Unread.IsEmpty) throw response.Broken();
            if (_buffer.HasEnded) return;
            await _buffer.FillAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Parses the current value.</summary>
    public T Parse<T>(SliceParser<T> parser)
    {
        try
        {
            return parser(Value);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or OverflowException)
        {
            // The parser's message can quote the value, so it is not carried over.
            throw response.Broken();
        }
    }

    public void Dispose()
    {
        _buffer.Dispose();
        response.Dispose();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> MoveNextSlowlyAsync(byte close)
    {
        bool has;
        do await FillAsync().ConfigureAwait(false);
        while (!TryMoveNext(close, out has));
        return has;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> NextElementSlowlyAsync(bool moved)
    {
        if (!moved && !await MoveNextSlowlyAsync((byte)']').ConfigureAwait(false)) return false;
        while (!TryReadValue()) await FillAsync().ConfigureAwait(false);
        return true;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> NextValueSlowlyAsync()
    {
        while (true)
        {
            SkipWhitespace();
            if (!_buffer.Unread.IsEmpty)
            {
                if (TryReadValue()) return true;
                if (_buffer.HasEnded) throw Truncated();
            }
            else if (_buffer.HasEnded)
            {
                return false;
            }

            await _buffer.FillAsync().ConfigureAwait(false);
        }
    }

    private bool TryMoveNext(byte close, out bool has)
    {
        has = false;
        SkipWhitespace();
        if (_buffer.Unread.IsEmpty) return false;
        var next = _buffer.Unread[0];
        if (_place == Place.AfterItem && next == (byte)',')
        {
            _buffer.Skip(1);
            _place = Place.AfterComma;
            SkipWhitespace();
            if (_buffer.Unread.IsEmpty) return false;
            next = _buffer.Unread[0];
        }

        if (next == close && _place != Place.AfterComma)
        {
            _buffer.Skip(1);
            _place = Place.AfterItem;
            return true;
        }

        if (_place == Place.AfterItem) throw response.Broken();
        has = true;
        return true;
    }

    private bool TryReadValue()
    {
        var end = _boundary.Scan(_buffer.Unread[_scanned..]);
        if (end == ValueBoundary.Invalid) throw response.Broken();
        if (end == ValueBoundary.Unknown)
        {
            _scanned = _buffer.Unread.Length;
            return false;
        }

        _length = _scanned + end;
        _place = Place.AfterItem;
        return true;
    }

    private void DropValue()
    {
        _buffer.Skip(_length);
        _length = _scanned = 0;
        _boundary = default;
    }

    private async ValueTask<byte> PeekAsync()
    {
        while (true)
        {
            SkipWhitespace();
            if (!_buffer.Unread.IsEmpty) return _buffer.Unread[0];
            await FillAsync().ConfigureAwait(false);
        }
    }

    private void SkipWhitespace()
    {
        var unread = _buffer.Unread;
        var i = 0;
        while (i < unread.Length && unread[i] is ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')) i++;
        _buffer.Skip(i);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask FillAsync()
    {
        await _buffer.FillAsync().ConfigureAwait(false);
        if (_buffer.HasEnded) throw Truncated();
    }

    private Documents.StoreProtocolException Truncated()
    {
        IsTruncated = true;
        return response.Broken("The answer ended in the middle: what stands between may have cut it. Try again.");
    }
}
