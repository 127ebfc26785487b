namespace Raindrop.TestServers;

/// <summary>The servers that tests and benchmarks run against. Each is started when it is first asked for, shared by the whole process, and ends with it.</summary>
public static class RealServers
{
    private static readonly Lazy<Task<TestServer>> Apache = Once(() => StartAsync(new ApacheCouchDb(ApacheCouchDb.FindHome()!)));
    private static readonly Lazy<Task<TestServer>> Pouch = Once(() => StartAsync(new PouchDbServer()));
    private static readonly Lazy<Task<TestServer>> External = Once(ExternalServer.ConnectAsync);

    /// <summary>Whether Apache CouchDB is installed, so that <see cref="StartApacheCouchDbAsync"/> can start one.</summary>
    public static bool HasApacheCouchDb => ApacheCouchDb.FindHome() is not null;

    /// <summary>The names of the servers that are there, the best first; nothing is started. For the rows of a theory.</summary>
    /// <exception cref="InvalidOperationException">There is none; the message says how to get one.</exception>
    public static IReadOnlyList<string> Names => NamesOf(HasApacheCouchDb, ExternalServer.IsNamed, PouchDbServer.IsInstalled);

    /// <summary>The names of the servers that are said to be there.</summary>
    /// <param name="apache">Apache CouchDB is installed.</param>
    /// <param name="external">A running server is named.</param>
    /// <param name="pouch">pouchdb-server is installed.</param>
    /// <exception cref="InvalidOperationException">None is.</exception>
    public static IReadOnlyList<string> NamesOf(bool apache, bool external, bool pouch)
    {
        var names = new List<string>();
        if (apache) names.Add("couchdb");
        if (external) names.Add("external");
        if (pouch) names.Add("pouchdb-server");
        return names.Count > 0 ? names : throw new InvalidOperationException(
            "No server of CouchDB's protocol is here. Run ./test, which installs one; or install Apache CouchDB and name its folder in RAINDROP_COUCHDB_HOME " +
            "unless it is /opt/couchdb; or name a running one in RAINDROP_COUCHDB_URL.");
    }

    /// <summary>One of the servers in <see cref="Names"/>, running.</summary>
    /// <param name="name">Its name.</param>
    public static Task<TestServer> GetAsync(string name) => name switch
    {
        _ when !Names.Contains(name) => throw new ArgumentException($"There is no server {name} here: see RealServers.Names.", nameof(name)),
        "couchdb" => Apache.Value,
        "external" => External.Value,
        _ => Pouch.Value,
    };

    /// <summary>All servers of CouchDB's protocol that are there, running.</summary>
    /// <exception cref="InvalidOperationException">There is none; the message says how to get one.</exception>
    public static async Task<IReadOnlyList<TestServer>> CouchDbProtocolServersAsync() => await Task.WhenAll(Names.Select(GetAsync));

    /// <summary>The best server that is there: Apache CouchDB, else the one in RAINDROP_COUCHDB_URL, else pouchdb-server.</summary>
    /// <exception cref="InvalidOperationException">There is none; the message says how to get one.</exception>
    public static Task<TestServer> PreferredCouchDbAsync() => GetAsync(Names[0]);

    /// <summary>Starts an Apache CouchDB for one test alone. Dispose it.</summary>
    /// <param name="settings">Sections for its local.ini besides the usual.</param>
    /// <exception cref="InvalidOperationException">It is not installed: ask <see cref="HasApacheCouchDb"/> first.</exception>
    public static Task<TestServer> StartApacheCouchDbAsync(string? settings = null) =>
        StartAsync(new ApacheCouchDb(ApacheCouchDb.FindHome() ?? throw new InvalidOperationException("Apache CouchDB is not installed here: see ./test --help."), settings));

    /// <summary>Starts a pouchdb-server for one test alone, to be killed at will. Dispose it.</summary>
    public static Task<TestServer> StartPouchDbServerAsync() => StartAsync(new PouchDbServer());

    private static async Task<TestServer> StartAsync(TestServer server)
    {
        try
        {
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private static Lazy<Task<TestServer>> Once(Func<Task<TestServer>> start) => new(() => Task.Run(start));
}
