namespace Raindrop.Gateway.Hostile.Requests;

/// <summary>Writes a name in ways that some layer may read as the name.</summary>
internal static class Spelling
{
    private static readonly Func<Draw, string, string>[] Ways =
    [
        (_, name) => name,
        (draw, name) => Replace(draw, name, c => $"%{(int)c:x2}"),
        (draw, name) => Replace(draw, name, c => $"%{(int)c:X2}"),
        (draw, name) => Replace(draw, name, c => $"%25{(int)c:x2}"),
        (draw, name) => Replace(draw, name, c => $"%{0xC0 | (c >> 6):x2}%{0x80 | (c & 0x3F):x2}"),
        (draw, name) => Replace(draw, name, c => $"%u00{(int)c:x2}"),
        (_, name) => string.Concat(name.Select(c => $"%{(int)c:x2}")),
        (_, name) => name.ToUpperInvariant(),
        (draw, name) => name + draw.Pick(["%00", "%20", ".", "/.", "%2f", "%2F..", ";", ";x=1", ",", "%0a", "+", "~", "?", "#", "%23", "\\", "%5c", ":80", "@"]),
        (draw, name) => draw.Pick(["./", "%2e/", "/", "%2f", "\\", "%5c", "x/../", "x%2f..%2f", "..;/", "%20", "%00", "@", "//", "%09"]) + name,
    ];

    public static string Of(Draw draw, string name) => draw.Pick(Ways)(draw, name);

    private static string Replace(Draw draw, string name, Func<char, string> write)
    {
        var at = draw.Next(name.Length);
        return name[..at] + write(name[at]) + name[(at + 1)..];
    }
}
