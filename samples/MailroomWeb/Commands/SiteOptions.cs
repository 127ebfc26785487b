using System.CommandLine;
using System.CommandLine.Parsing;
using MailroomWeb.Hosting;

namespace MailroomWeb.Commands;

/// <summary>The options that all commands have.</summary>
internal sealed class SiteOptions
{
    private const string CouchDbVariable = "MAILROOM_COUCHDB";

    private readonly Option<string> _data = new("--data") { Description = "The folder of the keys and the certificate. Keep it, and keep it from others.", HelpName = "folder", DefaultValueFactory = _ => ".mailroom-web", Recursive = true };

    private readonly Option<Uri?> _couchDb = new("--couchdb")
    {
        Description = $"CouchDB, with its administrator: http://name:password@host:5984. Other users of the machine see command lines, so it may also stand in the environment variable {CouchDbVariable}.",
        HelpName = "url",
        Recursive = true,
        CustomParser = result => Parse(result, "--couchdb needs the address of a server: http://name:password@host:5984", "http", "https"),
    };

    private readonly Option<Uri?> _listen = new("--url")
    {
        Description = "Where browsers reach the page.",
        HelpName = "url",
        DefaultValueFactory = _ => new Uri("https://localhost:7443"),
        CustomParser = result => Parse(result, "--url needs an https address, such as https://localhost:7443: browsers take the session's cookie over nothing else.", "https"),
    };

    private readonly Option<bool> _demo = new("--demo") { Description = "Give each new account the mail that comes with the Mailroom sample." };

    public void AddTo(RootCommand command)
    {
        command.Options.Add(_data);
        command.Options.Add(_couchDb);
        command.Options.Add(_listen);
        command.Options.Add(_demo);
    }

    public SiteSettings Read(ParseResult result)
    {
        var couchDb = result.GetValue(_couchDb) ?? (Uri.TryCreate(Environment.GetEnvironmentVariable(CouchDbVariable), UriKind.Absolute, out var url) ? url : null);
        return couchDb is { Scheme: "http" or "https" }
            ? new SiteSettings(result.GetRequiredValue(_data), couchDb, result.GetValue(_listen)!, result.GetValue(_demo))
            : throw new ArgumentException($"Say where CouchDB is: --couchdb http://name:password@host:5984, or the same in {CouchDbVariable}.");
    }

    private static Uri? Parse(ArgumentResult result, string advice, params string[] schemes)
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && schemes.Contains(url.Scheme)) return url;
        result.AddError(advice);
        return null;
    }
}
