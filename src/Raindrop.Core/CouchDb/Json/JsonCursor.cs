using System.Runtime.CompilerServices;
using System.Text.Json;
using Raindrop.CouchDb.Http;

namespace Raindrop.CouchDb.Json;

/// <summary>Walks through an answer that is still arriving, value by value; each value is in memory as a whole, the answer is not.</summary>
/// <remarks>What is missing at the end is an error: a short answer never looks like a complete one.</remarks>
internal sealed class JsonCursor : IDisposable
{
    private readonly SliceBuffer _buffer;
    private readonly ValueWalker _walker;

    public JsonCursor(CouchResponse response)
    {
        Response = response;
        _buffer = new SliceBuffer(response);
        _walker = new ValueWalker(_buffer, response);
    }

    /// <summary>Whether the answer ended before its last value did.</summary>
    public bool IsTruncated { get; private set; }

    public CouchResponse Response { get; }

    /// <summary>Steps into an object or array.</summary>
    public async ValueTask BeginAsync(byte open)
    {
        await FindAsync().ConfigureAwait(false);
        _walker.Enter(open);
    }

    /// <summary>Goes to the next item of the object or array, or past its end.</summary>
    public ValueTask<bool> MoveNextAsync(byte close)
    {
        _walker.DropValue();
        return _walker.TryMoveNext(close, out var has) ? new(has) : MoveNextSlowlyAsync(close);
    }

    /// <summary>Reads the next element of the array, or goes past its end.</summary>
    public ValueTask<bool> NextElementAsync()
    {
        _walker.DropValue();
        if (!_walker.TryMoveNext((byte)']', out var has)) return NextElementSlowlyAsync(moved: false);
        if (!has) return new(false);
        return _walker.TryReadValue() ? new(true) : NextElementSlowlyAsync(moved: true);
    }

    /// <summary>Reads the name of the next member of the object, or goes past its end and gives <see langword="null"/>.</summary>
    public async ValueTask<string?> NextMemberAsync()
    {
        if (!await MoveNextAsync((byte)'}').ConfigureAwait(false)) return null;
        await ReadValueAsync().ConfigureAwait(false);
        var name = Parse(static json => JsonSlice.String(json));
        await FindAsync().ConfigureAwait(false);
        _walker.Pass((byte)':');
        return name;
    }

    /// <summary>Reads the next value of a sequence of values; <see langword="false"/> at the end of the answer.</summary>
    public ValueTask<bool> NextValueAsync()
    {
        _walker.DropValue();
        return _walker.SkipWhitespace() && _walker.TryReadValue() ? new(true) : NextValueSlowlyAsync();
    }

    /// <summary>Reads a whole value.</summary>
    public async ValueTask ReadValueAsync()
    {
        await FindAsync().ConfigureAwait(false);
        while (!_walker.TryReadValue()) await FillAsync().ConfigureAwait(false);
    }

    /// <summary>Checks that nothing follows, and so reads the answer to its end, which frees the connection for another request.</summary>
    public async ValueTask EndAsync()
    {
        _walker.DropValue();
        while (true)
        {
            if (_walker.SkipWhitespace()) throw Response.Broken();
            if (_buffer.HasEnded) return;
            await _buffer.FillAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Parses the current value.</summary>
    public T Parse<T>(SliceParser<T> parser)
    {
        try
        {
            return parser(_walker.Value);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or OverflowException)
        {
            // The parser's message can quote the value, so it is not carried over.
            throw Response.Broken();
        }
    }

    public void Dispose()
    {
        _buffer.Dispose();
        Response.Dispose();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> MoveNextSlowlyAsync(byte close)
    {
        bool has;
        do await FillAsync().ConfigureAwait(false);
        while (!_walker.TryMoveNext(close, out has));
        return has;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> NextElementSlowlyAsync(bool moved)
    {
        if (!moved && !await MoveNextSlowlyAsync((byte)']').ConfigureAwait(false)) return false;
        while (!_walker.TryReadValue()) await FillAsync().ConfigureAwait(false);
        return true;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> NextValueSlowlyAsync()
    {
        while (true)
        {
            if (_walker.SkipWhitespace())
            {
                if (_walker.TryReadValue()) return true;
                if (_buffer.HasEnded) throw Truncated();
            }
            else if (_buffer.HasEnded)
            {
                return false;
            }

            await _buffer.FillAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Goes past the current value and the blanks behind it, to whatever comes next.</summary>
    private async ValueTask FindAsync()
    {
        _walker.DropValue();
        while (!_walker.SkipWhitespace()) await FillAsync().ConfigureAwait(false);
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
        return Response.Broken("The answer ended in the middle: what stands between may have cut it. Try again.");
    }
}
