using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Raindrop.TestServers;

/// <summary>A running server that speaks CouchDB's protocol, for tests and benchmarks.</summary>
public abstract class TestServer : IAsyncDisposable
{
    private protected TestServer(string name) => Name = name;

    /// <summary>What tests call it: <c>couchdb</c>, <c>pouchdb-server</c> or <c>external</c>.</summary>
    public string Name { get; }

    /// <summary>What it says that it is.</summary>
    public string Product { get; private set; } = "";

    /// <summary>The version that it says that it has.</summary>
    public string Version { get; private set; } = "";

    /// <summary>Its address, the administrator's name and password included. It stays the same over restarts.</summary>
    public Uri Endpoint { get; private protected set; } = new("http://localhost/");

    /// <summary>Its address without name and password.</summary>
    public Uri Address => new(Endpoint.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped));

    /// <summary>The administrator's name.</summary>
    public string UserName => Uri.UnescapeDataString(Endpoint.UserInfo.Split(':')[0]);

    /// <summary>The administrator's password.</summary>
    public string Password => Uri.UnescapeDataString(Endpoint.UserInfo.Split(':', 2)[^1]);

    /// <summary>Whether the tests own it and can kill, stop and start it.</summary>
    public abstract bool CanRestart { get; }

    /// <summary>The folder of all its files, for tests that look into them; <see langword="null"/> where it is not the tests' own.</summary>
    public virtual string? FileFolder => null;

    /// <summary>Whether it is Apache CouchDB, the reference, rather than another server of its protocol.</summary>
    public bool IsApacheCouchDb => Product == "Apache CouchDB";

    /// <summary>The processor time that it has used, or <see langword="null"/> where it runs elsewhere.</summary>
    public virtual TimeSpan? ProcessorTime => null;

    /// <summary>Ends it without warning (SIGKILL); its data stays.</summary>
    public abstract Task KillAsync();

    /// <summary>Ends it in an orderly way; its data stays.</summary>
    public abstract Task StopAsync();

    /// <summary>Starts it again on the same data and port.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public abstract Task StartAsync(CancellationToken cancellationToken = default);

    /// <summary>The server's name, product and version; no address and no password.</summary>
    public override string ToString() => $"{Name}: {Product} {Version}";

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    /// <summary>An HTTP client that is signed in as the administrator. Dispose it.</summary>
    public HttpClient CreateClient()
    {
        var client = new HttpClient { BaseAddress = Address };
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{UserName}:{Password}"));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", credentials);
        return client;
    }

    private protected async Task IdentifyAsync(CancellationToken cancellationToken)
    {
        using var client = CreateClient();
        using var welcome = JsonDocument.Parse(await client.GetByteArrayAsync(new Uri("", UriKind.Relative), cancellationToken));
        var root = welcome.RootElement;
        Product = root.TryGetProperty("couchdb", out _) ? "Apache CouchDB" : "PouchDB";
        Version = root.GetProperty("version").GetString()!;
        UsedServers.Note(this);
    }
}
