using System.Security.Cryptography;
using Raindrop.Gateway.Identity;
using Raindrop.TestServers;

namespace Raindrop.Gateway.Tests.Running;

/// <summary>An Apache CouchDB that is configured as docs/gateway/couchdb.md says. Shared by the tests, which keep to databases of their own.</summary>
internal static class GatewayCouchDb
{
    public const string Issuer = "raindrop-gateway-tests";

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);
    private static readonly Lazy<Task<TestServer>> Shared = new(() => Task.Run(() => StartAsync()));

    public static UpstreamSigningKey Key { get; } = CreateKey("key-1");

    public static Task<TestServer> GetAsync() => Shared.Value;

    /// <summary>Starts one for a test alone. Dispose it.</summary>
    /// <param name="handlers">More authentication handlers, with a comma at the end.</param>
    /// <param name="claims">The claims that tokens must have.</param>
    public static async Task<TestServer> StartAsync(string handlers = "", string claims = $$"""exp, {iss, "{{Issuer}}"}""")
    {
        var server = await RealServers.StartApacheCouchDbAsync(
            $$"""
            [chttpd]
            require_valid_user = true
            authentication_handlers = {{handlers}}{chttpd_auth, jwt_authentication_handler}, {chttpd_auth, default_authentication_handler}
            [jwt_auth]
            required_claims = {{claims}}
            [jwt_keys]
            ec:{{Key.Id}} = {{PublicKey(Key)}}
            """);
        await WaitUntilItSignsInAsync(server);
        return server;
    }

    public static UpstreamSigningKey CreateKey(string id)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new UpstreamSigningKey { Id = id, PrivateKey = key.ExportPkcs8PrivateKeyPem() };
    }

    /// <summary>Waits until a server that is up signs people in: it answers 500 to a password, and to a token for longer, until the rest of it has started.</summary>
    public static async Task WaitUntilItSignsInAsync(TestServer server)
    {
        using var administrator = server.CreateClient();
        using var stranger = new HttpClient { BaseAddress = server.Address };
        using var tenant = new HttpClient { BaseAddress = server.Address };
        using var key = SigningKey.Read(Key);
        tenant.DefaultRequestHeaders.Authorization = new("Bearer", TokenText.Write(key, Issuer, "somebody", TimeProvider.System.GetUtcNow() + StartLimit));
        for (var started = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(started) < StartLimit;)
        {
            var statuses = await Task.WhenAll(AskAsync(administrator), AskAsync(stranger), AskAsync(tenant));
            if (statuses.All(status => status < 500)) return;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        throw new InvalidOperationException("CouchDB runs and does not sign anybody in.");
    }

    private static async Task<int> AskAsync(HttpClient client)
    {
        using var response = await client.GetAsync(new Uri("_session", UriKind.Relative), TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }

    /// <summary>The public half as CouchDB's configuration holds it, in one line.</summary>
    public static string PublicKey(UpstreamSigningKey key)
    {
        using var read = ECDsa.Create();
        read.ImportFromPem(key.PrivateKey);
        return read.ExportSubjectPublicKeyInfoPem().ReplaceLineEndings("\\n") + "\\n";
    }
}
