using Mailroom.Hosting;

namespace MailroomWeb.Hosting;

/// <summary>The folders of both processes: neither needs that of the other, so each may be its own user's alone.</summary>
internal static class SiteFolders
{
    /// <summary>What the process has that faces the internet: its certificate, its account of CouchDB, the identifier key.</summary>
    public static DataFolder WebOf(string data) => new(Path.Combine(data, "web"));

    /// <summary>What must never be there: the signing key and the key ring. The identifier key too.</summary>
    public static DataFolder CustodianOf(string data) => new(Path.Combine(data, "custodian"));

    /// <summary>A file that <c>setup</c> makes.</summary>
    /// <exception cref="SetupException">It is missing.</exception>
    public static string Require(this DataFolder folder, string name) =>
        folder.ReadOrCreate(name, () => throw new SetupException($"{folder.PathOf(name)} is missing: the command setup makes it."));
}
