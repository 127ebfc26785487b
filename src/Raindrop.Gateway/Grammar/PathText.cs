using System.Buffers;

namespace Raindrop.Gateway.Grammar;

/// <summary>Splits a path into its segments and decodes them.</summary>
internal static class PathText
{
    /// <summary>What may stand in a segment as it is: pchar of RFC 3986, section 3.3, less the plus sign, which CouchDB reads as a space and others do not.</summary>
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*,;=:@%/");

    /// <summary>Reads a path that starts with a slash.</summary>
    /// <param name="path">The path below the mount, as it was sent.</param>
    /// <param name="segments">The segments, decoded.</param>
    /// <returns>What is wrong with it.</returns>
    public static GrammarRefusal Read(ReadOnlySpan<char> path, out string[] segments)
    {
        segments = [];
        if (path.IndexOfAnyExcept(Allowed) is var illegal and >= 0) return Describe(path[illegal]);
        var read = new string[path.Count('/')];
        var rest = path[1..];
        for (var i = 0; i < read.Length; i++)
        {
            var end = rest.IndexOf('/');
            if (end < 0) end = rest.Length;
            if (end == 0) return GrammarRefusal.EmptySegment;
            if (PercentText.Decode(rest[..end], isQuery: false, out read[i]) is var refusal and not GrammarRefusal.None) return refusal;
            if (Check(read[i]) is var fault and not GrammarRefusal.None) return fault;
            rest = end < rest.Length ? rest[(end + 1)..] : default;
        }

        segments = read;
        return GrammarRefusal.None;
    }

    /// <summary>Checks a decoded text that goes into a path: an id, a name.</summary>
    public static GrammarRefusal Check(string text)
    {
        foreach (var character in text)
        {
            if (char.IsControl(character)) return GrammarRefusal.ControlCharacter;
            if (character == '\\') return GrammarRefusal.Backslash;
        }

        // Within an id too: a layer that decodes %2F would climb.
        foreach (var part in text.AsSpan().Split('/'))
        {
            if (text.AsSpan()[part] is "." or "..") return GrammarRefusal.DotSegment;
        }

        return GrammarRefusal.None;
    }

    private static GrammarRefusal Describe(char character) => character switch
    {
        '\\' => GrammarRefusal.Backslash,
        '+' => GrammarRefusal.AmbiguousPlus,
        _ when char.IsControl(character) => GrammarRefusal.ControlCharacter,
        _ => GrammarRefusal.IllegalCharacter,
    };
}
