using Raindrop.CouchDb.Http;

namespace Raindrop.CouchDb.Json;

/// <summary>Walks through the values of an answer as far as its bytes are at hand; what it says no to, it is asked again once there are more.</summary>
internal sealed class ValueWalker(SliceBuffer buffer, CouchResponse response)
{
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

    /// <summary>The bytes of the current value, until it is dropped.</summary>
    public ReadOnlySpan<byte> Value => buffer.Unread[.._length];

    /// <summary>Steps into the object or array whose bracket comes next, past the bracket.</summary>
    public void Enter(byte open)
    {
        Pass(open);
        _place = Place.First;
    }

    /// <summary>Goes past a byte that has to come next, and is at hand.</summary>
    public void Pass(byte expected)
    {
        if (buffer.Unread[0] != expected) throw response.Broken();
        buffer.Skip(1);
    }

    /// <summary>Goes to the next item of the object or array, or past its end.</summary>
    /// <param name="close">The bracket that ends it.</param>
    /// <param name="has">Whether there is an item.</param>
    /// <returns>Whether enough is at hand to tell.</returns>
    public bool TryMoveNext(byte close, out bool has)
    {
        has = false;
        if (!SkipWhitespace()) return false;
        var next = buffer.Unread[0];
        if (_place == Place.AfterItem && next == (byte)',')
        {
            buffer.Skip(1);
            _place = Place.AfterComma;
            if (!SkipWhitespace()) return false;
            next = buffer.Unread[0];
        }

        if (next == close && _place != Place.AfterComma)
        {
            buffer.Skip(1);
            _place = Place.AfterItem;
            return true;
        }

        if (_place == Place.AfterItem) throw response.Broken();
        has = true;
        return true;
    }

    /// <summary>Reads the value that begins here.</summary>
    /// <returns>Whether it is at hand as a whole.</returns>
    public bool TryReadValue()
    {
        var end = _boundary.Scan(buffer.Unread[_scanned..]);
        if (end == ValueBoundary.Invalid) throw response.Broken();
        if (end == ValueBoundary.Unknown)
        {
            _scanned = buffer.Unread.Length;
            return false;
        }

        _length = _scanned + end;
        _place = Place.AfterItem;
        return true;
    }

    public void DropValue()
    {
        buffer.Skip(_length);
        _length = _scanned = 0;
        _boundary = default;
    }

    /// <returns>Whether something else is at hand.</returns>
    public bool SkipWhitespace()
    {
        var unread = buffer.Unread;
        var i = 0;
        while (i < unread.Length && unread[i] is ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')) i++;
        buffer.Skip(i);
        return i < unread.Length;
    }
}
