namespace Raindrop.Documents;

/// <summary>What a store says about a database.</summary>
public sealed record DatabaseInfo
{
    /// <summary>The database's name.</summary>
    public required string Name { get; init; }

    /// <summary>The number of documents that are not deleted.</summary>
    public long DocumentCount { get; init; }

    /// <summary>The number of tombstones.</summary>
    public long DeletedCount { get; init; }

    /// <summary>The position of the last change, opaque.</summary>
    public required string UpdateSequence { get; init; }

    /// <summary>
    /// How many revisions the database has ever stored, exact as of <see cref="UpdateSequence"/>, each write counted once; <see langword="null"/>
    /// where the store cannot say so exactly (CouchDB can with one copy of each shard). Two of these tell whether anybody else wrote in between.
    /// </summary>
    public long? UpdateCount { get; init; }

    /// <summary>Names this creation of the database: another value means that it was deleted and created anew, and that old sequences mean nothing.</summary>
    public required string Incarnation { get; init; }

    /// <summary>The size on disk in bytes, or <see langword="null"/> where the store does not say.</summary>
    public long? SizeOnDisk { get; init; }
}
