using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Raindrop.Canary.Tests.Capture;
using Raindrop.Canary.Tests.Search;
using Raindrop.Gateway.Identity;
using Raindrop.Gateway.Tests.Accounts;
using Raindrop.Gateway.Tests.Running;
using Raindrop.Gateway.Tests.Sessions;
using Raindrop.Tenancy;
using Secret = Raindrop.Canary.Tests.Search.Canary;

namespace Raindrop.Gateway.Tests.Secrecy;

/// <summary>
/// Passwords, the cookies of sessions, the tokens for CouchDB and the key that signs them go through everything that a site does, and through what fails. Then all that is logged from Trace
/// on, thrown, traced, measured and stored is searched for them, in every form.
/// </summary>
public sealed class GatewayCanaryTests
{
    private readonly Secret _password = Secret.New("password");
    private readonly Secret _newPassword = Secret.New("new password");
    private readonly Secret _wrong = Secret.New("wrong password");
    private readonly List<Secret> _secrets = [];
    private readonly Captured _captured = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_password_no_cookie_and_no_token_shows_anywhere()
    {
        _secrets.AddRange([_password, _newPassword, _wrong]);
        using var exceptions = new ExceptionCapture(_captured);
        using var telemetry = new TelemetryCapture(_captured);
        await using var scene = await SessionScene.CreateAsync();
        var host = await scene.StartHostAsync(LogAll, accounts: options => options.AllowsSignUp = true);

        var cookie = await EnterAsync(host, "sign-up", _password);
        await EnterAsync(host, "sign-up", _password);
        await EnterAsync(host, "sign-in", _wrong);
        var second = await EnterAsync(host, "sign-in", _password);
        await PostAsync(host, "/account/sign-in", Account(_password)[..^9]);
        await PostAsync(host, "/account/password", JsonSerializer.Serialize(new { password = _wrong.Text, @new = _newPassword.Text }), cookie);
        (await PostAsync(host, "/account/password", JsonSerializer.Serialize(new { password = _password.Text, @new = _newPassword.Text }), cookie)).Should().Be(HttpStatusCode.OK);
        await PostAsync(host, "/session/revoke", JsonSerializer.Serialize(new { session = cookie }), cookie);

        var user = Keep(await host.SignInAsync(SessionScene.User));
        (await host.StatusAsync(user, scene.Document)).Should().Be(HttpStatusCode.OK);
        foreach (var path in new[] { "/me", "/session", "/session/list", "/health", $"/db/{TenantId.New()}/doc", $"{scene.Document}?rev={user}" })
        {
            foreach (var sent in new[] { user, second, user[..^1] + "A", user + "A", $"{user}; {user}", null }) await host.StatusAsync(sent, path);
        }

        scene.Couch.SignerFault = new InvalidOperationException("It broke.");
        await host.StatusAsync(user, scene.Document);
        scene.Couch.SignerFault = null;
        await scene.Couch.DisposeAsync();
        await host.StatusAsync(user, scene.Document);
        await host.Services.GetRequiredService<Raindrop.Gateway.Sessions.IUserSessions>().RevokeAllAsync(SessionHost.Subject(SessionScene.User), null, Stop);
        (await host.StatusAsync(user)).Should().Be(HttpStatusCode.Unauthorized);

        telemetry.Observe();
        foreach (var document in (await scene.Store.ReadAllAsync()).Concat(await scene.Store.ReadAllAsync(scene.Store.Server.GetDatabase(scene.Store.AccountsName))))
            _captured.Add("the store", document.Id + Encoding.UTF8.GetString(document.Content.Span));
        foreach (var request in scene.Couch.Server.Requests.Where(request => request.Headers.ContainsKey("Authorization"))) _secrets.Add(Text("token for CouchDB", request.Headers["Authorization"].Split(' ')[^1]));

        _secrets.Should().HaveCountGreaterThan(6);
        foreach (var place in new[] { "log", "exception", "activity", "metric", "the store" }) _captured.CountOf(place).Should().BePositive(place);
        _captured.Find(new CanarySearch(_secrets)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_key_that_signs_and_the_tokens_that_it_signs_show_nowhere()
    {
        using var exceptions = new ExceptionCapture(_captured);
        using var telemetry = new TelemetryCapture(_captured);
        await using var host = Build((await GatewayCouchDb.GetAsync()).Address, GatewayCouchDb.Key);
        await host.StartAsync(Stop);
        var token = await host.Services.GetRequiredService<IUpstreamTokenSigner>().SignAsync(TenantId.New(), Stop);
        _captured.Add("a token, printed", $"{token} {GatewayCouchDb.Key}");

        using var key = ECDsa.Create();
        key.ImportFromPem(GatewayCouchDb.Key.PrivateKey);
        _secrets.Add(Secret.Of("key that signs", key.ExportParameters(includePrivateParameters: true).D));
        _secrets.Add(Text("token for CouchDB", token.Value));

        // A key that is damaged, and one whose file was given in its place.
        var damaged = Secret.New("damaged key");
        _secrets.Add(damaged);
        foreach (var pem in new[] { $"-----BEGIN PRIVATE KEY-----\n{Convert.ToBase64String(damaged.Bytes.Span)}\n-----END PRIVATE KEY-----", damaged.Text! })
        {
            await using var wrong = Build(new Uri("http://127.0.0.1:9"), new UpstreamSigningKey { Id = "key-1", PrivateKey = pem });
            await FluentActions.Awaiting(() => wrong.StartAsync(Stop)).Should().ThrowAsync<OptionsValidationException>();
        }

        telemetry.Observe();
        _captured.CountOf("log").Should().BePositive();
        _captured.Find(new CanarySearch(_secrets)).Should().BeEmpty();
    }

    private WebApplication Build(Uri upstream, UpstreamSigningKey key)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        LogAll(builder.Services);
        builder.Services.AddRaindropTokenSigner(options => options.Upstream = upstream, tokens =>
        {
            tokens.Issuer = GatewayCouchDb.Issuer;
            tokens.Keys.Add(key);
        });
        return builder.Build();
    }

    private void LogAll(IServiceCollection services) =>
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddFilter("Microsoft", LogLevel.Trace).AddProvider(new LogCapture(_captured)));

    private static string Account(Secret password) => JsonSerializer.Serialize(new { name = "alice@example.org", password = password.Text });

    private async Task<string?> EnterAsync(SessionHost host, string what, Secret password)
    {
        using var response = await host.PostAsync($"/account/{what}", Account(password));
        return response.IsSuccessStatusCode ? Keep(AccountScene.CookieOf(response)) : null;
    }

    private async Task<HttpStatusCode> PostAsync(SessionHost host, string path, string json, string? cookie = null)
    {
        using var response = await host.PostAsync(path, json, cookie);
        _captured.Add($"the answer of {path}", await response.Content.ReadAsStringAsync(Stop));
        return response.StatusCode;
    }

    private string Keep(string cookie)
    {
        _secrets.Add(Text("cookie", cookie.Split('=', 2)[1]));
        return cookie;
    }

    private static Secret Text(string name, string text) => Secret.Of(name, Encoding.ASCII.GetBytes(text));
}
