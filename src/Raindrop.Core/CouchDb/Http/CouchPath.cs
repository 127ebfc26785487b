namespace Raindrop.CouchDb.Http;

/// <summary>Paths below the endpoint, escaped.</summary>
internal static class CouchPath
{
    public const string DesignPrefix = "_design/";

    public static string Database(string name) => Segment(name);

    public static string Document(string database, string id) => id.StartsWith(DesignPrefix, StringComparison.Ordinal)
        ? $"{database}/{DesignPrefix}{Segment(id[DesignPrefix.Length..])}"
        : $"{database}/{Segment(id)}";

    public static string Local(string database, string id) => $"{database}/_local/{Segment(id)}";

    public static string Attachment(string database, string id, string name) => $"{Document(database, id)}/{Segment(name)}";

    // A segment of dots would be taken for a step in the path by whatever normalises it on the way.
    private static string Segment(string text) => text switch
    {
        "." => "%2E",
        ".." => "%2E%2E",
        _ => Uri.EscapeDataString(text),
    };
}
