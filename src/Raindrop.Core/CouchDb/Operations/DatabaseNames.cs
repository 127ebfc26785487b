using System.Buffers;

namespace Raindrop.CouchDb.Operations;

/// <summary>The names that a server takes for databases.</summary>
internal static class DatabaseNames
{
    private const int Longest = 238;
    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_$()+-/");

    public static void Require(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name is "_users" or "_replicator" or "_global_changes") return;
        if (IsOrdinary(name)) return;
        throw new ArgumentException("A database's name is a lower-case letter, then lower-case letters, digits and _$()+-/, at most 238 characters.", nameof(name));
    }

    /// <summary>Whether a name is one that a host may give.</summary>
    public static bool IsOrdinary(string name) =>
        name is { Length: > 0 and <= Longest } && name[0] is >= 'a' and <= 'z' && !name.AsSpan().ContainsAnyExcept(Allowed);
}
