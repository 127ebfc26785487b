namespace Raindrop.TestServers;

/// <summary>An Apache CouchDB that is installed on this machine, started on an empty folder.</summary>
internal sealed class ApacheCouchDb(string home, string? extraSettings = null) : OwnedServer("couchdb")
{
    private const string DefaultHome = "/opt/couchdb";
    private int _port;

    /// <summary>Where CouchDB is installed, or <see langword="null"/>. Apache's own packages install it in /opt/couchdb.</summary>
    public static string? FindHome()
    {
        var named = Environment.GetEnvironmentVariable("RAINDROP_COUCHDB_HOME");
        if (string.IsNullOrEmpty(named)) return File.Exists(Program(DefaultHome)) ? DefaultHome : null;
        return File.Exists(Program(named)) ? named : throw new InvalidOperationException("RAINDROP_COUCHDB_HOME names a folder without bin/couchdb: correct or unset it.");
    }

    protected override (IReadOnlyList<string> Command, IReadOnlyDictionary<string, string> Environment) Prepare()
    {
        var settings = Path.Combine(Folder, "local.ini");
        File.WriteAllText(Path.Combine(Folder, "vm.args"), VmArguments);
        File.Delete(UriFile);
        File.WriteAllText(settings, Settings());
        return ([Program(home)], new Dictionary<string, string>
        {
            ["COUCHDB_ARGS_FILE"] = Path.Combine(Folder, "vm.args"),
            ["COUCHDB_INI_FILES"] = $"{Path.Combine(home, "etc", "default.ini")} {settings}",
        });
    }

    protected override async Task<bool> IsUpAsync(CancellationToken cancellationToken)
    {
        if (_port == 0)
        {
            // The server chose its port and wrote it down; it may be read while it is written.
            var lines = File.Exists(UriFile) ? await File.ReadAllLinesAsync(UriFile, cancellationToken) : [];
            if (lines.Length == 0 || !Uri.TryCreate(lines[^1], UriKind.Absolute, out var uri)) return false;
            _port = uri.Port;
        }

        Endpoint = new Uri($"http://admin:{AdminPassword}@127.0.0.1:{_port}/");
        return await AnswersAsync(new Uri(Address, "_up"), cancellationToken);
    }

    private string UriFile => Path.Combine(Folder, "uri");

    private static string Program(string home) => Path.Combine(home, "bin", "couchdb");

    // No node name, so that no port mapper is started and many servers run side by side.
    private const string VmArguments =
        """
        -kernel error_logger silent
        -sasl sasl_error_logger false
        +SDio 16
        +Bd -noinput
        -os_mon start_cpu_sup false
        -os_mon start_memsup false
        -os_mon start_disksup false
        -ssl session_lifetime 300

        """;

    private string Settings() =>
        $"""
        [couchdb]
        database_dir = {Folder}/data
        view_index_dir = {Folder}/views
        uri_file = {UriFile}
        single_node = true
        uuid = {AdminPassword}
        [cluster]
        n = 1
        q = 2
        [chttpd]
        bind_address = 127.0.0.1
        port = {_port}
        [httpd]
        enable = false
        [chttpd_auth]
        iterations = 1
        [smoosh]
        state_dir = {Folder}
        [log]
        level = warning
        writer = file
        file = {Folder}/couchdb.log
        [dreyfus]
        name = nonode@nohost
        [admins]
        admin = {AdminPassword}
        {extraSettings}

        """;
}
