using Raindrop.Documents;

namespace Raindrop.Gateway.Sessions;

/// <summary>The ids of the documents of sessions.</summary>
internal static class SessionIds
{
    private const string Prefix = SessionJson.Schema + ":";
    private const string UsePrefix = SessionJson.UseSchema + ":";

    public static IdRange All { get; } = IdRange.StartingWith(Prefix);

    public static IdRange AllUses { get; } = IdRange.StartingWith(UsePrefix);

    public static string Of(SessionKey key) => Prefix + key;

    public static string UseOf(StoredSession session) => $"{UsePrefix}{session.Identity}:{session.Key}";

    public static IdRange UsesOf(string identity) => IdRange.StartingWith($"{UsePrefix}{identity}:");

    /// <summary>The session that a document is about, whichever of the two it is.</summary>
    public static bool TryGetKey(string id, out SessionKey key)
    {
        key = default;
        return (id.StartsWith(Prefix, StringComparison.Ordinal) || id.StartsWith(UsePrefix, StringComparison.Ordinal)) && SessionKey.TryParse(id.AsSpan(id.LastIndexOf(':') + 1), out key);
    }

    /// <summary>What the id of the use of a session says.</summary>
    public static bool TryGetUse(string id, out string identity, out SessionKey key)
    {
        var colon = id.LastIndexOf(':');
        identity = colon > UsePrefix.Length ? id[UsePrefix.Length..colon] : "";
        return TryGetKey(id, out key) && identity.Length > 0;
    }
}
