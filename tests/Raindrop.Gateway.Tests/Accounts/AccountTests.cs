using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Raindrop.Gateway.Accounts;
using Raindrop.Gateway.Tests.Running;
using Raindrop.Gateway.Tests.Sessions;
using Raindrop.Tenancy;
using static Raindrop.Gateway.Tests.Accounts.AccountScene;

namespace Raindrop.Gateway.Tests.Accounts;

/// <summary>Local accounts as a page uses them, over a real Kestrel.</summary>
public sealed class AccountTests
{
    public static TheoryData<string> Stores => SessionStore.All;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Who_signs_up_is_signed_in_and_signs_in_again_on_another_host(string store)
    {
        await using var scene = await SessionScene.CreateAsync(store);
        var (first, second) = (await StartAsync(scene), await StartAsync(scene));

        using var up = await first.PostAsync("/account/sign-up", Alice);
        up.StatusCode.Should().Be(HttpStatusCode.Created);
        (await up.Content.ReadAsStringAsync(Stop)).Should().Be("{\"ok\":true}\n");
        using var session = await JsonAsync(first, "/session", CookieOf(up));
        session.RootElement.GetProperty("name").GetString().Should().Be("alice@example.org");

        using var again = await second.PostAsync("/account/sign-in", Alice.Replace("Alice", "ALICE", StringComparison.Ordinal));
        again.StatusCode.Should().Be(HttpStatusCode.OK);
        (await first.StatusAsync(CookieOf(again))).Should().Be(HttpStatusCode.OK);
        CookieOf(again).Should().NotBe(CookieOf(up));
        using var taken = await second.PostAsync("/account/sign-up", Alice);
        taken.StatusCode.Should().Be(HttpStatusCode.Conflict);

        using var over = await second.PostAsync("/account/sign-in", Alice, CookieOf(again));
        (await second.StatusAsync(CookieOf(again))).Should().Be(HttpStatusCode.Unauthorized, "each sign-in has a session of its own");
        using var response = await second.PostAsync("/account/sign-out", "{}", CookieOf(over));
        response.Headers.GetValues("Set-Cookie").Single().Should().StartWith("__Host-raindrop=;");
        (await second.StatusAsync(CookieOf(over))).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("""{"name":"al ice","password":"long enough"}""", HttpStatusCode.BadRequest, "A name has")]
    [InlineData("""{"name":"älice","password":"long enough"}""", HttpStatusCode.BadRequest, "A name has")]
    [InlineData("""{"name":"alice","password":"1234567"}""", HttpStatusCode.BadRequest, "too short")]
    [InlineData("""{"name":"alice-alice","password":"ALICE-alice"}""", HttpStatusCode.BadRequest, "must not be the name")]
    [InlineData("""{"name":"alice","password":"password1"}""", HttpStatusCode.BadRequest, "too common")]
    [InlineData("""{"name":"alice","password":"x","password":"long enough"}""", HttpStatusCode.BadRequest, "Send a JSON object")]
    [InlineData("""{"name":"alice","p\u0061ssword":"x","password":"long enough"}""", HttpStatusCode.BadRequest, "Send a JSON object")]
    [InlineData("""{"name":"alice"}""", HttpStatusCode.BadRequest, "Send a JSON object")]
    [InlineData("""{"name":"alice","password":5}""", HttpStatusCode.BadRequest, "Send a JSON object")]
    [InlineData("""["alice"]""", HttpStatusCode.BadRequest, "Send a JSON object")]
    [InlineData("", HttpStatusCode.BadRequest, "Send a JSON object")]
    [InlineData("{", HttpStatusCode.BadRequest, "Send a JSON object")]
    public async Task What_is_no_account_is_refused(string json, HttpStatusCode status, string reason)
    {
        await using var scene = await SessionScene.CreateAsync();
        var host = await StartAsync(scene, options => options.RefusesPassword = password => password == "password1");

        using var response = await host.PostAsync("/account/sign-up", json);

        response.StatusCode.Should().Be(status);
        (await response.Content.ReadAsStringAsync(Stop)).Should().Contain(reason);
        response.Headers.Contains("Set-Cookie").Should().BeFalse();
    }

    [Fact]
    public async Task Long_passwords_are_taken_as_they_are_and_endless_ones_are_not()
    {
        await using var scene = await SessionScene.CreateAsync();
        var host = await StartAsync(scene);
        var phrase = new string('ü', 200) + "\u0000 emoji 😀 and blanks ";
        var account = JsonSerializer.Serialize(new Dictionary<string, string> { ["name"] = "alice", ["password"] = phrase });

        using var up = await host.PostAsync("/account/sign-up", account);
        up.StatusCode.Should().Be(HttpStatusCode.Created);
        using var cut = await host.PostAsync("/account/sign-in", account.Replace(" blanks ", " blanks", StringComparison.Ordinal));
        cut.StatusCode.Should().Be(HttpStatusCode.Unauthorized, "every character counts");
        using var whole = await host.PostAsync("/account/sign-in", account);
        whole.StatusCode.Should().Be(HttpStatusCode.OK);
        using var endless = await host.PostAsync("/account/sign-up", $$"""{"name":"bob","password":"{{new string('a', 257)}}"}""");
        endless.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        using var giant = await host.PostAsync("/account/sign-in", $$"""{"name":"bob","password":"{{new string('a', 100_000)}}"}""");
        giant.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("https://evil.example", "application/json", HttpStatusCode.Forbidden)]
    [InlineData("null", "application/json", HttpStatusCode.Forbidden)]
    [InlineData(null, "text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData(null, "application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType)]
    public async Task Another_sites_page_can_neither_sign_in_nor_out(string? origin, string type, HttpStatusCode expected)
    {
        await using var scene = await SessionScene.CreateAsync();
        var host = await StartAsync(scene);
        using var up = await host.PostAsync("/account/sign-up", Alice);

        using var response = await host.PostAsync("/account/sign-in", Alice, origin: origin, type: type);

        response.StatusCode.Should().Be(expected);
        response.Headers.Contains("Set-Cookie").Should().BeFalse();
        if (origin is null) return;
        foreach (var path in new[] { "/account/sign-out", "/session/revoke-all", "/session/sign-out", "/account/password" })
        {
            using var refused = await host.PostAsync(path, "{}", CookieOf(up), origin);
            refused.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        }

        (await host.StatusAsync(CookieOf(up))).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Sign_up_is_closed_unless_it_is_opened()
    {
        await using var scene = await SessionScene.CreateAsync();
        var host = await scene.StartHostAsync(accounts: _ => { });
        using var response = await host.PostAsync("/account/sign-up", Alice);
        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Users_see_their_sessions_and_end_them()
    {
        await using var scene = await SessionScene.CreateAsync();
        var host = await StartAsync(scene);
        using var up = await host.PostAsync("/account/sign-up", Alice);
        using var phone = await host.PostAsync("/account/sign-in", Alice);
        using var laptop = await host.PostAsync("/account/sign-in", Alice);
        using var list = await JsonAsync(host, "/session/list", CookieOf(up));
        var sessions = list.RootElement.GetProperty("sessions").EnumerateArray().ToList();
        sessions.Should().HaveCount(3);
        sessions.Count(one => one.GetProperty("current").GetBoolean()).Should().Be(1);

        using var none = await host.PostAsync("/session/revoke", """{"session":"unknown"}""", CookieOf(up));
        (await none.Content.ReadAsStringAsync(Stop)).Should().Be("{\"ok\":true,\"revoked\":0}\n");
        using var one = await host.PostAsync("/session/revoke", $$"""{"session":"{{await host.HandleAsync(CookieOf(phone))}}"}""", CookieOf(up));
        (await one.Content.ReadAsStringAsync(Stop)).Should().Be("{\"ok\":true,\"revoked\":1}\n");
        (await host.StatusAsync(CookieOf(phone))).Should().Be(HttpStatusCode.Unauthorized);
        using var others = await host.PostAsync("/session/revoke-others", "{}", CookieOf(up));
        (await host.StatusAsync(CookieOf(laptop))).Should().Be(HttpStatusCode.Unauthorized);
        (await host.StatusAsync(CookieOf(up))).Should().Be(HttpStatusCode.OK);
        using var all = await host.PostAsync("/session/revoke-all", "{}", CookieOf(up));
        all.Headers.GetValues("Set-Cookie").Single().Should().StartWith("__Host-raindrop=;");
        foreach (var path in new[] { "/session", "/session/list" }) (await host.StatusAsync(CookieOf(up), path)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_tenant_is_made_when_its_user_first_signs_in_and_its_account_goes_with_it()
    {
        await using var scene = await SessionScene.CreateAsync();
        var tenants = $"{scene.Store.Name}-tenants";
        await using var host = await SessionHost.StartAsync(
            scene.Store, scene.Couch.Server.Address, scene.Couch, hasRoutes: false,
            configure: services => services.AddRaindrop(raindrop => raindrop.AddTenants(builder => builder.Configure(options => options.Database = tenants))),
            accounts: options => (options.AllowsSignUp, options.SigningIn) = (true, async (context, subject) => await context.RequestServices.GetRequiredService<ITenantDirectory>().CreateAsync(subject, context.RequestAborted)));
        using var up = await host.PostAsync("/account/sign-up", Alice);
        using var bob = await host.PostAsync("/account/sign-up", """{"name":"bob","password":"a password of bob"}""");

        using var session = await JsonAsync(host, "/session", CookieOf(up));
        var tenant = TenantId.Parse(session.RootElement.GetProperty("tenant").GetString()!);
        (await host.StatusAsync(CookieOf(up), $"/db/{tenant}/doc")).Should().Be(HttpStatusCode.OK);

        await host.Services.GetRequiredService<ITenantDirectory>().DeleteAsync(tenant, Stop);
        (await host.StatusAsync(CookieOf(up), "/session")).Should().Be(HttpStatusCode.Unauthorized);
        using var again = await host.PostAsync("/account/sign-in", Alice);
        again.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await host.StatusAsync(CookieOf(bob), "/session")).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Options_that_make_no_sense_are_all_named()
    {
        var services = new ServiceCollection();
        services.AddRaindropAccounts(options => (options.Issuer, options.Database, options.MinPasswordLength, options.PasswordIterations, options.AttemptsPerAccount, options.AttemptsPerNetwork, options.AccountInterval, options.NetworkInterval) = ("", "X", 7, 1, 0, 0, TimeSpan.Zero, TimeSpan.Zero));
        await using var provider = services.BuildServiceProvider();
        FluentActions.Invoking(() => provider.GetRequiredService<IOptions<RaindropAccountOptions>>().Value).Should().Throw<OptionsValidationException>().Which.Failures.Should().HaveCount(8);
    }
}
