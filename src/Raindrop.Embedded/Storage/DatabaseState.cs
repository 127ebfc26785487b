namespace Raindrop.Embedded.Storage;

/// <summary>The counters of a database.</summary>
internal record struct DatabaseState
{
    private const string Select = "SELECT gone, sequence, revisions, documents, tombstones, next FROM state";
    private const string Update = "UPDATE state SET gone = ?1, sequence = ?2, revisions = ?3, documents = ?4, tombstones = ?5, next = ?6";

    /// <summary>Whether the database was deleted; the file is then about to disappear.</summary>
    public bool IsGone { get; set; }

    public long Sequence { get; set; }

    public long Revisions { get; set; }

    public long Documents { get; set; }

    public long Tombstones { get; set; }

    /// <summary>The next number of a document or leaf.</summary>
    public long Next { get; set; }

    public static DatabaseState Read(Connection connection)
    {
        var statement = connection[Select];
        if (!statement.Step()) return new DatabaseState { IsGone = true };
        var state = new DatabaseState
        {
            IsGone = statement.Flag(0),
            Sequence = statement.Number(1),
            Revisions = statement.Number(2),
            Documents = statement.Number(3),
            Tombstones = statement.Number(4),
            Next = statement.Number(5),
        };
        statement.Reset();
        return state;
    }

    public readonly void Write(Connection connection) => connection[Update]
        .Bind(1, IsGone ? 1 : 0).Bind(2, Sequence).Bind(3, Revisions).Bind(4, Documents).Bind(5, Tombstones).Bind(6, Next).Run();
}
