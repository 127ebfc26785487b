namespace Raindrop.Derivation.Ledgers;

/// <summary>The names and bounds of the ledger's stored form.</summary>
internal static class LedgerFormat
{
    /// <summary>The schema of all bookkeeping documents: no extension sees them.</summary>
    public const string Schema = "rd.trace";

    public const int SchemaVersion = 1;

    /// <summary>What the ids of all bookkeeping documents start with.</summary>
    public const string IdPrefix = Schema + ":";

    /// <summary>The document that says how far each extension is.</summary>
    public const string StateId = IdPrefix + "state";

    /// <summary>The local document that holds the place in the changes feed up to which nothing is owed.</summary>
    public const string CheckpointId = "raindrop.derivation";

    /// <summary>Entries of a block at most: about 35 KB of traces, small enough to rewrite for one change and large enough that bookkeeping is one document in 250.</summary>
    public const int BlockCapacity = 256;

    /// <summary>Decoded blocks kept in memory by a ledger.</summary>
    public const int CachedBlocks = 96;

    /// <summary>Blocks read with one request by a scan.</summary>
    public const int BlocksPerRead = 16;

    /// <summary>The table of an extension's traces, by unit.</summary>
    public static string TracesOf(string extension) => "t/" + extension;

    /// <summary>The table of readers: what was read, then who read it.</summary>
    public const string Readers = "r";

    /// <summary>The table of owners: from an output that is not named after its input to the unit that emitted it.</summary>
    public const string Owners = "o";

    /// <summary>The table of dead letters.</summary>
    public const string DeadLetters = "d";

    /// <summary>Stands between the parts of a key; no id may hold it, since it is a control character.</summary>
    public const char Separator = '\t';
}
