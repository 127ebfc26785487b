using System.CommandLine;
using Mailroom.Hosting;

namespace Mailroom.Commands;

/// <summary>The options that every command has.</summary>
internal sealed class SharedOptions(GatewayOptions gateway)
{
    private const string CouchDbVariable = "MAILROOM_COUCHDB";

    private readonly Option<string> _data = new("--data")
    {
        Description = "The folder of the embedded store, of the key that hashes Message-IDs, and of versions raised with --bump. Keep it: with another key every message counts as new.",
        HelpName = "folder",
        DefaultValueFactory = _ => ".mailroom",
        Recursive = true,
    };

    private readonly Option<Uri?> _couchDb = new("--couchdb")
    {
        Description = $"Use this CouchDB instead of the embedded store: http://name:password@host:5984. Other users of the machine see command lines, so it may also stand in the environment variable {CouchDbVariable}.",
        HelpName = "url",
        Recursive = true,
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && (url.Scheme is "http" or "https")) return url;
            result.AddError("--couchdb needs the address of a server: http://name:password@host:5984");
            return null;
        },
    };

    private readonly Option<string> _database = new("--database") { Description = "The name of the tenant's database.", HelpName = "name", DefaultValueFactory = _ => "mailroom", Recursive = true };

    public void AddTo(RootCommand command)
    {
        command.Options.Add(_data);
        command.Options.Add(_couchDb);
        command.Options.Add(_database);
    }

    public MailroomSettings Read(ParseResult result) =>
        new(result.GetRequiredValue(_data), result.GetValue(_couchDb) ?? FromEnvironment(), result.GetRequiredValue(_database), gateway.Read(result));

    private static Uri? FromEnvironment() => Uri.TryCreate(Environment.GetEnvironmentVariable(CouchDbVariable), UriKind.Absolute, out var url) ? url : null;
}
