using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Raindrop.CouchDb;
using Raindrop.Documents;
using Raindrop.TestServers;
using Raindrop.TestServers.Scripted;

namespace Raindrop.Core.Tests.CouchDb;

/// <summary>Every way to sign in, and what happens when it ends.</summary>
public sealed class AuthenticationTests
{
    private const string Unauthorized = """{"error":"unauthorized","reason":"You are not authorized to access this db."}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => RealCouch.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Names_and_passwords_sign_in_and_wrong_ones_are_refused(string name)
    {
        var real = await RealServers.GetAsync(name);
        foreach (var authentication in new[] { CouchDbAuthentication.Basic(real.UserName, real.Password), CouchDbAuthentication.Session(real.UserName, real.Password) })
        {
            using var server = CouchServer.Create(new CouchDbOptions { Endpoint = real.Address, Authentication = authentication });
            var database = RealCouch.NewName();
            (await server.CreateDatabaseAsync(database, cancellationToken: Stop)).Should().BeTrue();
            (await server.CreateDatabaseAsync(database, cancellationToken: Stop)).Should().BeFalse();
            (await server.DeleteDatabaseAsync(database, Stop)).Should().BeTrue();
            if (real.IsApacheCouchDb) (await server.DeleteDatabaseAsync(database, Stop)).Should().BeFalse();
        }

        foreach (var authentication in new[] { CouchDbAuthentication.Basic(real.UserName, "hunter2"), CouchDbAuthentication.Session(real.UserName, "hunter2") })
        {
            using var server = CouchServer.Create(new CouchDbOptions { Endpoint = real.Address, Authentication = authentication });
            var asking = async () => await server.GetDatabase("rd-any").GetInfoAsync(Stop);
            (await asking.Should().ThrowAsync<StoreUnauthorizedException>()).Which.ToString().Should().NotContain("hunter2");
        }
    }

    [Fact]
    public async Task A_session_that_expired_is_renewed_once_for_all_who_used_it()
    {
        await using var couch = new ScriptedCouch(options => options.Authentication = CouchDbAuthentication.Session("ada", "p\"w"));
        var sessions = 0;
        couch.Script.Responder = request =>
        {
            if (request.Target == "/_session") return ScriptedAnswer.Json(200, """{"ok":true}""", $"Set-Cookie: AuthSession=s{++sessions}; Version=1; Path=/; HttpOnly");
            return request.Headers.GetValueOrDefault("Cookie") == "AuthSession=s2" ? ScriptedAnswer.Json(200, ScriptedCouch.Welcome) : ScriptedAnswer.Json(401, Unauthorized);
        };
        await couch.Server.GetInfoAsync(Stop);
        couch.Targets.Should().Equal("POST /_session", "GET /", "POST /_session", "GET /");
        couch.Script.Requests[0].Text.Should().Be("""{"name":"ada","password":"p\"w"}""");
    }

    [Fact]
    public async Task A_session_that_is_refused_again_is_an_error()
    {
        await using var couch = new ScriptedCouch(options => options.Authentication = CouchDbAuthentication.Session("ada", "pw"));
        couch.Script.Responder = request => request.Target == "/_session" ? ScriptedAnswer.Json(200, "{}", "Set-Cookie: AuthSession=x; Path=/") : ScriptedAnswer.Json(401, Unauthorized);
        var asking = async () => await couch.Server.GetInfoAsync(Stop);
        await asking.Should().ThrowAsync<StoreUnauthorizedException>();
        couch.Targets.Should().HaveCount(4);
    }

    [Fact]
    public async Task A_token_is_asked_for_again_when_it_was_refused()
    {
        var tokens = new Queue<string>(["old", "new", "new"]);
        await using var couch = new ScriptedCouch(options => options.Authentication = CouchDbAuthentication.Bearer(_ => ValueTask.FromResult(tokens.Dequeue())));
        couch.Script.Responder = request => request.Headers["Authorization"] == "Bearer new" ? ScriptedAnswer.Json(200, ScriptedCouch.Welcome) : ScriptedAnswer.Json(401, Unauthorized);
        await couch.Server.GetInfoAsync(Stop);
        couch.Targets.Should().HaveCount(2);
    }

    [Fact]
    public async Task Credentials_in_the_address_sign_in_and_do_not_stay_there()
    {
        await using var script = new ScriptedServer();
        script.Then(ScriptedAnswer.Json(200, ScriptedCouch.Welcome));
        using var server = CouchServer.Create(new UriBuilder(script.Address) { UserName = "a%40da", Password = "p%3Aw", Path = "/couch/" }.Uri);
        await server.GetInfoAsync(Stop);
        script.Requests[0].Target.Should().Be("/couch/");
        Encoding.UTF8.GetString(Convert.FromBase64String(script.Requests[0].Headers["Authorization"]["Basic ".Length..])).Should().Be("a@da:p:w");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Tokens_and_proxy_headers_sign_in_where_the_server_takes_them(string name)
    {
        await using var couch = await RealCouch.CreateAsync(name);
        var capabilities = (await couch.Server.GetInfoAsync(Stop)).Capabilities;
        capabilities.HasFlag(StoreCapabilities.JwtAuthentication).Should().Be(couch.Real.IsApacheCouchDb);
        capabilities.HasFlag(StoreCapabilities.ProxyAuthentication).Should().Be(couch.Real.IsApacheCouchDb);
        if (name != "couchdb") return;

        await using var real = await RealServers.StartApacheCouchDbAsync(
            $"""
            [chttpd]
            authentication_handlers = {'{'}chttpd_auth, proxy_authentication_handler{'}'}, {'{'}chttpd_auth, jwt_authentication_handler{'}'}, {'{'}chttpd_auth, default_authentication_handler{'}'}
            [chttpd_auth]
            proxy_use_secret = true
            secret = shared-secret
            [jwt_keys]
            hmac:_default = {Convert.ToBase64String("jwt-secret"u8)}
            """);
        CouchDbAuthentication[] good =
        [
            CouchDbAuthentication.Proxy("ada", ["_admin", "x"], "shared-secret"),
            CouchDbAuthentication.Proxy("ada", ["_admin"], "shared-secret", HashAlgorithmName.SHA1),
            CouchDbAuthentication.Bearer(_ => ValueTask.FromResult(Token("jwt-secret"))),
        ];
        foreach (var authentication in good)
        {
            using var server = CouchServer.Create(new CouchDbOptions { Endpoint = real.Address, Authentication = authentication });
            (await server.CreateDatabaseAsync("signed-in", cancellationToken: Stop)).Should().BeTrue();
            await server.DeleteDatabaseAsync("signed-in", Stop);
        }

        foreach (var authentication in new[] { CouchDbAuthentication.Proxy("ada", ["_admin"], "hunter2"), CouchDbAuthentication.Bearer(_ => ValueTask.FromResult(Token("hunter2"))) })
        {
            using var server = CouchServer.Create(new CouchDbOptions { Endpoint = real.Address, Authentication = authentication });
            var creating = async () => await server.CreateDatabaseAsync("signed-in", cancellationToken: Stop);
            await creating.Should().ThrowAsync<DocumentStoreException>();
        }
    }

    [Fact]
    public void Credentials_are_never_shown()
    {
        CouchDbAuthentication[] all = [CouchDbAuthentication.Basic("ada", "hunter2"), CouchDbAuthentication.Session("ada", "hunter2"), CouchDbAuthentication.Proxy("ada", [], "hunter2")];
        foreach (var authentication in all) authentication.ToString().Should().NotContain("ada").And.NotContain("hunter2").And.EndWith("Authentication");
    }

    private static string Token(string secret)
    {
        var expiry = TimeProvider.System.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var text = $"{Encode("""{"alg":"HS256","typ":"JWT"}"""u8)}.{Encode(Encoding.UTF8.GetBytes($$"""{"sub":"ada","_couchdb.roles":["_admin"],"exp":{{expiry}}}"""))}";
        return $"{text}.{Encode(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)))}";
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
