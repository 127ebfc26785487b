namespace Raindrop.Conformance.Tests.Stores;

/// <summary>Where a server that is not ours deviates from the contracts, and no adapter can mend it. The tests hold it to its deviation, so that a mended one is noticed.</summary>
internal static class KnownDeviations
{
    private static readonly Dictionary<string, string> Pouch = new(StringComparer.Ordinal)
    {
        ["A database is created once and deleted once"] = "it says of a database that is not there that it was deleted",
        ["Databases are listed in order"] = "it lists them in the order of a language",
        ["A database deleted and created anew has another incarnation"] = "it has no start time",
        ["Documents and tombstones are counted"] = "it does not count tombstones",
        ["A document is deleted when all its leaves are"] = "it does not count tombstones",
        ["Odd ids are ordered by their bytes"] = "it orders ids by their UTF-16 units",
        ["A losing leaf is read by its name"] = "it answers an id once, however often a bulk read names it",
        ["A bulk read answers in the order asked and says what is missing"] = "it answers an id once, however often a bulk read names it",
        ["A bulk read answers each reference also when repeated"] = "it answers an id once, however often a bulk read names it",
        ["A bulk read of revisions gives those"] = "it forgets that a leaf is deleted when others of its document are read with it",
        ["A bulk read without a revision gives the winner a tombstone included"] = "it finds no tombstone without its revision",
        ["Other leaves are named when asked"] = "it puts the greatest revision first, a deleted one too",
        ["Removing what is not there is told"] = "it fails",
    };

    /// <summary>Why a store fails a case, or <see langword="null"/> where it must not.</summary>
    public static string? Reason(string product, string conformanceCase) => product == "PouchDB" ? Pouch.GetValueOrDefault(conformanceCase) : null;
}
