using System.CommandLine;
using Mailroom.Commands;
using Mailroom.Hosting;
using Mailroom.Importing;
using Raindrop.CouchDb;
using Raindrop.Derivation;
using Raindrop.Documents;
using Raindrop.TestServers;
using Spectre.Console;

namespace Mailroom.Tests.Support;

/// <summary>A tenant in a database of its own, on the embedded store or on a real server; gone after the test.</summary>
internal sealed class Tenant : IAsyncDisposable
{
    public const string Embedded = "embedded";

    private readonly TemporaryFolder _folder = new();
    private readonly TestServer? _server;
    private MailroomHost? _host;

    private Tenant(TestServer? server)
    {
        _server = server;
        Settings = new MailroomSettings(_folder.Path, server?.Endpoint, $"mailroom-{Guid.NewGuid():n}");
        // One key in all tests, so that tenants can be compared.
        _folder.Write("identifier.key", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="u8.ToArray());
    }

    public static IReadOnlyList<string> Stores { get; } = [Embedded, .. RealServers.Names];

    public MailroomSettings Settings { get; }

    public MailroomHost Host => _host!;

    public static async Task<Tenant> CreateAsync(string store)
    {
        var tenant = new Tenant(store == Embedded ? null : await RealServers.GetAsync(store));
        await tenant.ReopenAsync();
        return tenant;
    }

    /// <summary>A new process, as it were.</summary>
    public async Task ReopenAsync()
    {
        if (_host is not null) await _host.DisposeAsync();
        _host = await MailroomHost.OpenAsync(Settings, MailHarness.Token);
    }

    public Task<ImportResult> ImportAsync(params IEnumerable<byte[]> messages) =>
        new MailImporter(Host.Database, Host.Hasher).ImportAsync(new ListedMailbox(messages), null, MailHarness.Token);

    public Task<DerivationResult> DeriveAsync() => Host.Runner.RunOnceAsync(Host.Database, null, MailHarness.Token);

    /// <summary>Runs the program with these arguments on this tenant.</summary>
    public async Task<(int ExitCode, string Output)> CommandAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        var code = await CommandAsync(output, MailHarness.Token, arguments);
        return (code, output.ToString());
    }

    public async Task<int> CommandAsync(TextWriter output, CancellationToken cancellationToken, params string[] arguments)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No, Interactive = InteractionSupport.No });
        console.Profile.Width = 250;
        string[] where = ["--data", Settings.Data, "--database", Settings.Database, .. _server is null ? Array.Empty<string>() : ["--couchdb", _server.Endpoint.AbsoluteUri]];
        return await MailroomCommand.Create(console).Parse([.. arguments, .. where]).InvokeAsync(new InvocationConfiguration { Output = output, Error = output }, cancellationToken);
    }

    /// <summary>The documents of a schema.</summary>
    public async Task<List<Document>> DocumentsAsync(string schema)
    {
        List<Document> documents = [];
        await foreach (var row in Host.Database.ReadRangeAsync(IdRange.StartingWith($"{schema}:"), RangeOptions.WithDocuments, MailHarness.Token)) documents.Add(row.Document!);
        return documents;
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        if (_server is not null)
        {
            using var server = CouchServer.Create(_server.Endpoint);
            await server.DeleteDatabaseAsync(Settings.Database, CancellationToken.None);
        }

        _folder.Dispose();
    }
}
