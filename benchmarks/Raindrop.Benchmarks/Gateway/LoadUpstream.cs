using System.Security.Cryptography;
using System.Text;
using Raindrop.Gateway.Identity;
using Raindrop.Tenancy;
using Raindrop.TestServers;

namespace Raindrop.Benchmarks.Gateway;

/// <summary>What is behind the proxies, and what a request to it needs.</summary>
internal sealed class LoadUpstream : IAsyncDisposable
{
    public const string Issuer = "raindrop-load";

    private const int Rows = 1_000;
    private readonly IAsyncDisposable? _server;
    private readonly ChildProcess? _process;

    private LoadUpstream(Uri address, string proof, string? keyFile, TenantId tenant, IAsyncDisposable? server, ChildProcess? process) =>
        (Address, Proof, KeyFile, Tenant, _server, _process) = (address, proof, keyFile, tenant, server, process);

    public Uri Address { get; }

    /// <summary>The header by which it takes a request as it is.</summary>
    public string Proof { get; }

    /// <summary>The file of the key that signs; <see langword="null"/> where none is needed.</summary>
    public string? KeyFile { get; }

    public TenantId Tenant { get; }

    public string Database { get; } = "load";

    public static async Task<LoadUpstream> StartConstantAsync()
    {
        var (process, address) = await ChildProcess.StartAsync(ConstantUpstream.Command);
        return new LoadUpstream(new Uri(address), "Authorization: Bearer x", null, TenantId.New(), null, process);
    }

    /// <summary>Starts an Apache CouchDB with a database that has what is asked for.</summary>
    public static async Task<LoadUpstream> StartCouchAsync()
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var server = await RealServers.StartApacheCouchDbAsync(
            $$"""
            [chttpd]
            require_valid_user = true
            authentication_handlers = {chttpd_auth, jwt_authentication_handler}, {chttpd_auth, default_authentication_handler}
            [jwt_auth]
            required_claims = exp, {iss, "{{Issuer}}"}
            [jwt_keys]
            ec:key-1 = {{pair.ExportSubjectPublicKeyInfoPem().ReplaceLineEndings("\\n")}}\n
            """);
        var keyFile = Path.GetTempFileName();
        var pem = pair.ExportPkcs8PrivateKeyPem();
        await File.WriteAllTextAsync(keyFile, pem);
        var tenant = TenantId.New();
        using var key = SigningKey.Read(new UpstreamSigningKey { Id = "key-1", PrivateKey = pem });
        var token = TokenText.Write(key, Issuer, tenant.Value, TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(6));
        var upstream = new LoadUpstream(server.Address, $"Authorization: Bearer {token}", keyFile, tenant, server, null);
        await upstream.SeedAsync(server);
        return upstream;
    }

    public async ValueTask DisposeAsync()
    {
        if (KeyFile is not null) File.Delete(KeyFile);
        _process?.Dispose();
        if (_server is not null) await _server.DisposeAsync();
    }

    private async Task SeedAsync(TestServer server)
    {
        using var client = server.CreateClient();
        await PutAsync(client, Database, null);
        await PutAsync(client, $"{Database}/_security", $$"""{"admins":{"names":[],"roles":["_admin"]},"members":{"names":["{{Tenant}}"],"roles":[]} }""");
        await PutAsync(client, $"{Database}/doc", $$"""{"text":"{{new string('a', 1000)}}","_attachments":{"file.bin":{"content_type":"application/octet-stream","data":"{{Convert.ToBase64String(new byte[256 * 1024])}}"} } }""");
        using var rows = new StringContent($$"""{"docs":[{{string.Join(',', Enumerable.Range(0, Rows).Select(n => $$"""{"_id":"row-{{n:d8}}"}"""))}}]}""", Encoding.UTF8, "application/json");
        using var written = await client.PostAsync(new Uri($"{Database}/_bulk_docs", UriKind.Relative), rows);
        written.EnsureSuccessStatusCode();
    }

    private static async Task PutAsync(HttpClient client, string path, string? json)
    {
        // A server that is up answers faults until the rest of it has started.
        for (var tries = 1; ; tries++)
        {
            using var content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
            using var response = await client.PutAsync(new Uri(path, UriKind.Relative), content);
            if (response.IsSuccessStatusCode) return;
            if (tries == 200) response.EnsureSuccessStatusCode();
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }
}
