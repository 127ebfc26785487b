using System.CommandLine;
using System.CommandLine.Parsing;
using MailroomWeb.Custodian;
using MailroomWeb.Web;

namespace MailroomWeb.Commands;

/// <summary>The options of the commands. Each has those that it needs.</summary>
internal sealed class SiteOptions
{
    /// <summary>Where CouchDB's administrator may also be named, since other users of the machine see command lines. The web process is never given it.</summary>
    public const string CouchDbVariable = "MAILROOM_COUCHDB";

    private readonly Option<string> _data = new("--data") { Description = "The folder of the keys: those of the web process in web, those of the custodian in custodian. Keep it, and keep it from others.", HelpName = "folder", DefaultValueFactory = _ => ".mailroom-web", Recursive = true };

    private readonly Option<Uri?> _couchDb = new("--couchdb")
    {
        Description = $"CouchDB, with its administrator: http://name:password@host:5984. Other users of the machine see command lines, so it may also stand in the environment variable {CouchDbVariable}.",
        HelpName = "url",
        CustomParser = result => Parse(result, "--couchdb needs the address of a server: http://name:password@host:5984", "http", "https"),
    };

    private readonly Option<Uri?> _listen = new("--url")
    {
        Description = "Where browsers reach the page.",
        HelpName = "url",
        DefaultValueFactory = _ => new Uri("https://localhost:7443"),
        CustomParser = result => Parse(result, "--url needs an https address, such as https://localhost:7443: browsers take the session's cookie over nothing else.", "https"),
    };

    private readonly Option<Uri?> _custodian = new("--custodian")
    {
        Description = "Where the web process reaches the custodian.",
        HelpName = "url",
        DefaultValueFactory = _ => new Uri("https://localhost:7444"),
        CustomParser = result => Parse(result, "--custodian needs an https address, such as https://localhost:7444.", "https"),
    };

    private readonly Option<bool> _demo = new("--demo") { Description = "Give each new account the mail that comes with the Mailroom sample." };

    public void AddData(Command root) => root.Options.Add(_data);

    public void AddCouchDb(Command command) => command.Options.Add(_couchDb);

    public void AddWeb(Command command) => command.Options.Add(_listen);

    public void AddChannel(Command command) => command.Options.Add(_custodian);

    public void AddDemo(Command command) => command.Options.Add(_demo);

    public string ReadData(ParseResult result) => result.GetRequiredValue(_data);

    public WebSettings ReadWeb(ParseResult result) => new(ReadData(result), result.GetValue(_listen)!, result.GetValue(_custodian)!);

    public CustodianSettings ReadCustodian(ParseResult result) => new(ReadData(result), ReadCouchDb(result), result.GetValue(_custodian)!, result.GetValue(_demo));

    public Uri ReadCouchDb(ParseResult result)
    {
        var couchDb = result.GetValue(_couchDb) ?? (Uri.TryCreate(Environment.GetEnvironmentVariable(CouchDbVariable), UriKind.Absolute, out var url) ? url : null);
        return couchDb is { Scheme: "http" or "https" }
            ? couchDb
            : throw new ArgumentException($"Say where CouchDB is: --couchdb http://name:password@host:5984, or the same in {CouchDbVariable}.");
    }

    private static Uri? Parse(ArgumentResult result, string advice, params string[] schemes)
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && schemes.Contains(url.Scheme)) return url;
        result.AddError(advice);
        return null;
    }
}
