using System.Security.Cryptography;

namespace Raindrop.Embedded.Storage;

/// <summary>The tables of a database file.</summary>
/// <remarks>
/// Ids and revisions are stored as UTF-8 bytes, which SQLite compares as the contracts do. <c>documents</c> holds no body, so that listings and
/// feeds read little. A leaf keeps its number while it is extended; the first leaf of a document has the document's number, so that only further
/// leaves need an index. <c>ancestors</c> holds a revision once something follows it, without its body.
/// </remarks>
internal static class Schema
{
    public const int Version = 1;

    private const int ApplicationId = 0x52644462;

    private static readonly string[] Tables =
    [
        "CREATE TABLE state (incarnation BLOB NOT NULL, gone INTEGER NOT NULL, sequence INTEGER NOT NULL, revisions INTEGER NOT NULL, documents INTEGER NOT NULL, tombstones INTEGER NOT NULL, next INTEGER NOT NULL)",
        "CREATE TABLE documents (id BLOB NOT NULL PRIMARY KEY, number INTEGER NOT NULL, sequence INTEGER NOT NULL, revision BLOB NOT NULL, deleted INTEGER NOT NULL, leaf INTEGER NOT NULL, leaves INTEGER NOT NULL) WITHOUT ROWID",
        "CREATE UNIQUE INDEX changes ON documents (sequence, revision, deleted, number, leaf, leaves)",
        "CREATE TABLE leaves (number INTEGER PRIMARY KEY, document INTEGER NOT NULL, revision BLOB NOT NULL, parent BLOB, deleted INTEGER NOT NULL, attachments BLOB, content BLOB NOT NULL)",
        "CREATE INDEX branches ON leaves (document) WHERE number <> document",
        "CREATE TABLE ancestors (document INTEGER NOT NULL, revision BLOB NOT NULL, parent BLOB, PRIMARY KEY (document, revision)) WITHOUT ROWID",
        "CREATE TABLE locals (id BLOB NOT NULL PRIMARY KEY, content BLOB NOT NULL)",
        "CREATE TABLE blobs (number INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, uses INTEGER NOT NULL, length INTEGER NOT NULL)",
        "CREATE TABLE pieces (number INTEGER PRIMARY KEY, content BLOB NOT NULL)",
    ];

    /// <summary>Makes a new file, whole when this returns.</summary>
    public static void Create(string path, EmbeddedOptions options)
    {
        using var connection = Connection.Open(path, options, create: true);
        connection.Execute("PRAGMA page_size = 8192");
        connection.Execute("PRAGMA journal_mode = MEMORY");
        connection.Execute($"PRAGMA application_id = {ApplicationId}");
        connection.Execute($"PRAGMA user_version = {Version}");
        connection.Execute("PRAGMA journal_mode = WAL");
        connection.Execute("BEGIN IMMEDIATE");
        foreach (var table in Tables) connection.Execute(table);
        connection["INSERT INTO state VALUES (?1, 0, 0, 0, 0, 0, 1)"].Bind(1, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))).Run();
        connection.Execute("COMMIT");
    }

    /// <summary>Checks that this version can read a file.</summary>
    public static void Require(Connection connection)
    {
        var statement = connection["PRAGMA user_version"];
        statement.Step();
        var version = statement.Number(0);
        statement.Reset();
        if (version > Version) throw StorageFailure.NewerFormat();
        if (version < 1) throw StorageFailure.Create(SQLitePCL.raw.SQLITE_NOTADB);
    }
}
