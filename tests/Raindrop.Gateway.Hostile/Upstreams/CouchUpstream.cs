using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Raindrop.Gateway.Hostile.Casting;
using Raindrop.Gateway.Hostile.Running;
using Raindrop.Gateway.Identity;
using Raindrop.TestServers;

namespace Raindrop.Gateway.Hostile.Upstreams;

/// <summary>An Apache CouchDB of its own, configured as the documentation says, with databases whose every document holds its tenant's secret.</summary>
internal sealed class CouchUpstream : IHostileUpstream
{
    private const string Issuer = "raindrop-hostile";
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);

    private readonly TestServer _server;
    private readonly UpstreamSigningKey _key;
    private readonly HttpClient _administrator;
    private Cast? _cast;
    private string _before = "";

    private CouchUpstream(TestServer server, UpstreamSigningKey key) => (_server, _key, _administrator) = (server, key, server.CreateClient());

    public Uri Address => _server.Address;

    public bool MayFail => true;

    public IUpstreamTokenSigner? Signer => null;

    public static async Task<CouchUpstream> StartAsync()
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var key = new UpstreamSigningKey { Id = "key-1", PrivateKey = pair.ExportPkcs8PrivateKeyPem() };
        return new CouchUpstream(
            await RealServers.StartApacheCouchDbAsync(
                $$"""
                [chttpd]
                require_valid_user = true
                authentication_handlers = {chttpd_auth, jwt_authentication_handler}, {chttpd_auth, default_authentication_handler}
                [jwt_auth]
                required_claims = exp, {iss, "{{Issuer}}"}
                [jwt_keys]
                ec:key-1 = {{pair.ExportSubjectPublicKeyInfoPem().ReplaceLineEndings("\\n")}}\n
                """),
            key);
    }

    public void Configure(UpstreamTokenOptions options)
    {
        options.Issuer = Issuer;
        options.Keys.Add(_key);
    }

    public async Task SeedAsync(Cast cast)
    {
        _cast = cast;
        await WaitUntilItWritesAsync(cast.Suspended.Database);
        foreach (var actor in cast.All) await SeedAsync(actor);
        _before = await ReadStateAsync();
    }

    public async Task<IReadOnlyList<Violation>> FindDamageAsync()
    {
        var after = await ReadStateAsync();
        return [.. _before.Split('\n').Zip(after.Split('\n')).Where(lines => lines.First != lines.Second).Select(lines => new Violation("what nobody may change has changed", Answer: $"{lines.First}\n{lines.Second}"))];
    }

    public async ValueTask DisposeAsync()
    {
        _administrator.Dispose();
        await _server.DisposeAsync();
    }

    private async Task WaitUntilItWritesAsync(string database)
    {
        // A server that is up answers faults until the rest of it has started.
        for (var started = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(started) < StartLimit;)
        {
            using var response = await _administrator.PutAsync(new Uri(database, UriKind.Relative), null);
            if (response.IsSuccessStatusCode) return;
            await Task.Delay(50);
        }

        throw new InvalidOperationException("CouchDB runs and makes no database.");
    }

    private async Task SeedAsync(Actor actor)
    {
        if (actor != _cast!.Suspended) await SendAsync(HttpMethod.Put, actor.Database, null);
        await SendAsync(HttpMethod.Put, $"{actor.Database}/_security", $$"""{"admins":{"names":[],"roles":["_admin"]},"members":{"names":["{{actor.Id}}"],"roles":[]} }""");
        var attachment = $$$"""{"file.bin":{"content_type":"application/octet-stream","data":"{{{Convert.ToBase64String(Encoding.ASCII.GetBytes(actor.Marker))}}}"}}""";
        var documents = Enumerable.Range(1, 2).Select(n => $$"""{"_id":"doc-{{n}}","marker":"{{actor.Marker}}","_attachments":{{attachment}} }""")
            .Concat(Enumerable.Range(0, HostileClient.Probes).Select(n => $$"""{"_id":"probe-{{n}}","marker":"{{actor.Marker}}"}"""));
        await SendAsync(HttpMethod.Post, $"{actor.Database}/_bulk_docs", $$"""{"docs":[{{string.Join(',', documents)}}]}""");
        await SendAsync(HttpMethod.Put, $"{actor.Database}/_local/x", $$"""{"marker":"{{actor.Marker}}"}""");
        await SendAsync(HttpMethod.Put, $"{actor.Database}/_design/x", $$$"""{"marker":"{{{actor.Marker}}}","views":{"v":{"map":"function(doc) { emit(doc._id); }"} } }""");
    }

    /// <summary>All that no attacker may change: the databases of others, its own members and design documents, the server's databases and settings.</summary>
    private async Task<string> ReadStateAsync()
    {
        var state = new StringBuilder();
        foreach (var actor in _cast!.All)
        {
            var isAttacker = _cast.Attackers.Contains(actor);
            string[] rests = isAttacker ? ["_security", "_design_docs?include_docs=true", "_revs_limit"] : ["_security", "_all_docs?include_docs=true&attachments=true&update_seq=true", "_local_docs?include_docs=true", "_revs_limit", "_changes"];
            foreach (var rest in rests) state.AppendLine($"{actor} {rest} {Digest(await ReadAsync($"{actor.Database}/{rest}"))}");
            if (!isAttacker) state.AppendLine($"{actor} {CountsOf(await ReadAsync(actor.Database))}");
        }

        state.AppendLine($"databases {await ReadAsync("_all_dbs")}");
        return state.AppendLine($"settings {Digest(await ReadAsync("_node/_local/_config"))}").ToString();
    }

    private static string CountsOf(string info)
    {
        var json = JsonDocument.Parse(info).RootElement;

        // What follows the dash of a sequence is opaque, and may differ where nothing changed.
        return $"{json.GetProperty("doc_count")} documents, {json.GetProperty("doc_del_count")} deleted, sequence {json.GetProperty("update_seq").GetString()!.Split('-')[0]}";
    }

    /// <summary>A digest of the lines whatever their order, sequences left out: shards are read as they come, so both may differ where nothing changed.</summary>
    private static string Digest(string text)
    {
        var lines = text.Split('\n').Select(line => Regex.Replace(line, "\"(seq|update_seq|last_seq)\":\"[^\"]*\",?", ""))
            .Where(line => !line.StartsWith("{\"total_rows\"", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))))[..16];
    }

    private async Task<string> ReadAsync(string path)
    {
        using var response = await _administrator.GetAsync(new Uri(path, UriKind.Relative));
        return $"{await response.Content.ReadAsStringAsync()}".Trim();
    }

    private async Task SendAsync(HttpMethod method, string path, string? json)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await _administrator.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }
}
