using System.Globalization;

namespace Raindrop.TestServers;

/// <summary>pouchdb-server from npm: a second implementation of the protocol, on LevelDB.</summary>
internal sealed class PouchDbServer : OwnedServer
{
    private readonly int _port = FreePort.Find();

    public PouchDbServer()
        : base("pouchdb-server") => Endpoint = new Uri($"http://admin:{AdminPassword}@127.0.0.1:{_port}/");

    /// <summary>Whether <c>./test</c> has installed it.</summary>
    public static bool IsInstalled => File.Exists(Program);

    protected override (IReadOnlyList<string> Command, IReadOnlyDictionary<string, string> Environment) Prepare()
    {
        // The server rewrites its configuration, so each start gets a fresh one.
        var settings = Path.Combine(Folder, "config.json");
        File.WriteAllText(settings, string.Create(CultureInfo.InvariantCulture, $$"""
            {
              "httpd": { "port": {{_port}}, "bind_address": "127.0.0.1" },
              "couchdb": { "database_dir": "{{Folder}}/data" },
              "log": { "file": "{{Folder}}/requests.log", "level": "error" },
              "pouchdb_server": { "no-stdout-logs": true },
              "couch_httpd_auth": { "secret": "{{AdminPassword}}" },
              "admins": { "admin": "{{AdminPassword}}" }
            }
            """));
        return (["node", Program, "--config", settings, "--dir", Path.Combine(Folder, "data"), "--port", _port.ToString(CultureInfo.InvariantCulture), "--no-stdout-logs"], new Dictionary<string, string>());
    }

    protected override Task<bool> IsUpAsync(CancellationToken cancellationToken) => AnswersAsync(Address, cancellationToken);

    private static string Program { get; } =
        Path.Combine(RepositoryFolder.Path, "tests", "Raindrop.TestServers", "node", "node_modules", "pouchdb-server", "bin", "pouchdb-server");
}
