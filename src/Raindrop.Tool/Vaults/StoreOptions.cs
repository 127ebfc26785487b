using System.CommandLine;
using Raindrop.CouchDb;
using Raindrop.Documents;
using Raindrop.Embedded;
using Raindrop.Tool.Commands;

namespace Raindrop.Tool.Vaults;

/// <summary>The options that name a server.</summary>
internal sealed class StoreOptions
{
    // Somebody waits for the answer: a server that hangs is told within a minute, and not after the five that a host has patience for.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);
    private const int Repetitions = 2;

    private readonly string _urlVariable;
    private readonly string _credentialsVariable;
    private readonly Option<Uri?> _couchDb;
    private readonly Option<string> _credentials;
    private readonly Option<string> _embedded;

    /// <param name="prefix">What stands before the options' names.</param>
    /// <param name="variable">What the names of the environment variables start with.</param>
    /// <param name="what">What is there.</param>
    public StoreOptions(string prefix, string variable, string what)
    {
        (_urlVariable, _credentialsVariable) = (variable, $"{variable}_CREDENTIALS");
        _couchDb = new Option<Uri?>($"{prefix}couchdb")
        {
            Description = $"The CouchDB with {what}, without credentials: http://host:5984. It may also stand in the environment variable {_urlVariable}.",
            HelpName = "url",
            Recursive = true,
            CustomParser = result =>
            {
                if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0) return url;
                // What was typed is not repeated: it may hold a password.
                result.AddError($"{prefix}couchdb needs an address without credentials, such as http://host:5984: other users of the machine see command lines. The credentials go into {_credentialsVariable}, or into a file named with {prefix}couchdb-credentials.");
                return null;
            },
        };
        _credentials = new Option<string>($"{prefix}couchdb-credentials") { Description = $"A file with 'name:password', which you alone may read. The same may stand in {_credentialsVariable}.", HelpName = "path", Recursive = true };
        _embedded = new Option<string>($"{prefix}embedded") { Description = $"The folder of the embedded store with {what}, instead of a CouchDB.", HelpName = "folder", Recursive = true };
    }

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_couchDb, _credentials, _embedded]) command.Options.Add(option);
    }

    /// <summary>The server; <see langword="null"/> where none is named.</summary>
    /// <exception cref="UsageException">Two are named, or what is named is none.</exception>
    public IDocumentServer? Open(ParseResult result, TimeProvider time)
    {
        var (url, folder) = (result.GetValue(_couchDb), result.GetValue(_embedded));
        if (url is not null && folder is not null) throw new UsageException($"Either {_couchDb.Name} or {_embedded.Name} names a store, not both.");
        if (folder is not null) return Directory.Exists(folder) ? new EmbeddedServer(new EmbeddedOptions { Folder = folder }, time) : throw new UsageException($"There is no folder {folder}.");
        if ((url ?? FromEnvironment()) is not { } endpoint) return null;
        var options = new CouchDbOptions { Endpoint = endpoint, Authentication = CouchDbCredentials.Read(result.GetValue(_credentials), _credentialsVariable) };
        options.Timeouts.Reads = LongestSilence;
        options.Retries.Limit = Repetitions;
        return CouchServer.Create(options, time);
    }

    private Uri? FromEnvironment()
    {
        if (Environment.GetEnvironmentVariable(_urlVariable) is not { Length: > 0 } text) return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.UserInfo.Length == 0 ? url : throw new UsageException($"{_urlVariable} must hold an address without credentials; these go into {_credentialsVariable}.");
    }
}
