namespace Raindrop.Gateway.Grammar;

/// <summary>Ids of design and local documents, which may be sent as one segment (<c>_design%2Fx</c>) or as two.</summary>
internal static class ReservedIds
{
    private static readonly string[] Prefixes = ["_design", "_local"];

    /// <summary>Takes an id that was sent as one segment apart, so that both spellings are the same request.</summary>
    /// <returns>The two parts; the text alone where it is neither.</returns>
    public static string[] Split(string segment)
    {
        foreach (var prefix in Prefixes)
        {
            if (segment.Length > prefix.Length + 1 && segment[prefix.Length] == '/' && segment.StartsWith(prefix, StringComparison.Ordinal)) return [prefix, segment[(prefix.Length + 1)..]];
        }

        return [segment];
    }
}
