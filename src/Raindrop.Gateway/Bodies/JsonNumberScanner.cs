namespace Raindrop.Gateway.Bodies;

/// <summary>Checks the shape of a JSON number in pieces (RFC 8259, section 6). Its value is nobody's business here.</summary>
internal struct JsonNumberScanner
{
    private Place _place;

    private enum Place
    {
        Minus,
        Zero,
        Integer,
        Dot,
        Fraction,
        Exponent,
        ExponentSign,
        ExponentDigits,
    }

    /// <summary>Whether the number may end here.</summary>
    public readonly bool IsWhole => _place is Place.Zero or Place.Integer or Place.Fraction or Place.ExponentDigits;

    /// <summary>Starts a number with its first byte, a digit or a minus sign.</summary>
    public void Start(byte first) => _place = first == '-' ? Place.Minus : first == '0' ? Place.Zero : Place.Integer;

    /// <summary>Takes the next byte.</summary>
    /// <returns>Whether it belongs to the number.</returns>
    public bool Take(byte value)
    {
        var next = (_place, value) switch
        {
            (Place.Minus, (byte)'0') => Place.Zero,
            (Place.Minus or Place.Integer, >= (byte)'0' and <= (byte)'9') => Place.Integer,
            (Place.Zero or Place.Integer, (byte)'.') => Place.Dot,
            (Place.Dot or Place.Fraction, >= (byte)'0' and <= (byte)'9') => Place.Fraction,
            (Place.Zero or Place.Integer or Place.Fraction, (byte)'e' or (byte)'E') => Place.Exponent,
            (Place.Exponent, (byte)'+' or (byte)'-') => Place.ExponentSign,
            (Place.Exponent or Place.ExponentSign or Place.ExponentDigits, >= (byte)'0' and <= (byte)'9') => Place.ExponentDigits,
            _ => (Place?)null,
        };
        if (next is { } place) _place = place;
        return next is not null;
    }
}
