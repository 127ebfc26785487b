using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Raindrop.Documents;
using Raindrop.Gateway.Accounts;
using Raindrop.Gateway.Tests.Running;
using Raindrop.Gateway.Tests.Sessions;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Tests.Accounts;

/// <summary>Local accounts as a page uses them, over a real Kestrel.</summary>
public sealed class AccountTests
{
    private const string Password = "correct horse battery";
    private const string Alice = $$"""{"name":"Alice@example.org","password":"{{Password}}"}""";

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

    [Fact]
    public async Task A_wrong_password_and_a_name_that_nobody_has_are_answered_alike()
    {
        await using var scene = await SessionScene.CreateAsync();
        var host = await StartAsync(scene, options => options.AttemptsPerNetwork = 1000);
        await host.Services.GetRequiredService<IAccounts>().CreateAsync("alice", Password, Stop);

        var (wrong, nobody, malformed) = (await AnswerAsync("alice"), await AnswerAsync("nobody"), await AnswerAsync("no such name!"));

        wrong.Status.Should().Be(HttpStatusCode.Unauthorized);
        nobody.Should().BeEquivalentTo(wrong);
        malformed.Should().BeEquivalentTo(wrong);
        for (var i = 0; i < 9; i++)
        {
            await AnswerAsync("alice");
            await AnswerAsync("nobody");
        }

        (wrong, nobody) = (await AnswerAsync("alice"), await AnswerAsync("nobody"));
        wrong.Status.Should().Be(HttpStatusCode.TooManyRequests);
        nobody.Status.Should().Be(HttpStatusCode.TooManyRequests);
        nobody.Text.Should().Be(wrong.Text);
        using var right = await host.PostAsync("/account/sign-in", $$"""{"name":"alice","password":"{{Password}}"}""");
        right.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        right.Headers.RetryAfter!.Delta.Should().BeGreaterThan(TimeSpan.Zero).And.BeLessThanOrEqualTo(TimeSpan.FromMinutes(1));
        host.Log.All.Should().NotContain(line => line.Contains("alice", StringComparison.Ordinal) || line.Contains("nobody", StringComparison.Ordinal));

        async Task<(HttpStatusCode Status, string Text, string Headers)> AnswerAsync(string name)
        {
            using var response = await host.PostAsync("/account/sign-in", $$"""{"name":"{{name}}","password":"another password"}""");
            return (response.StatusCode, await response.Content.ReadAsStringAsync(Stop), string.Join('\n', response.Headers.Where(header => header.Key is not ("Date" or "Retry-After")).Select(header => $"{header.Key}: {string.Join(',', header.Value)}")));
        }
    }

    [Fact]
    public async Task A_name_that_nobody_has_takes_as_long_as_a_wrong_password()
    {
        await using var scene = await SessionScene.CreateAsync();
        var host = await StartAsync(scene, options => (options.AttemptsPerNetwork, options.AttemptsPerAccount, options.PasswordIterations) = (1000, 1000, 300_000));
        await host.Services.GetRequiredService<IAccounts>().CreateAsync("alice", Password, Stop);
        var times = new Dictionary<string, List<double>> { ["alice"] = [], ["nobody"] = [] };
        for (var i = 0; i < 7; i++)
        {
            foreach (var (name, taken) in times)
            {
                var watch = Stopwatch.GetTimestamp();
                using var response = await host.PostAsync("/account/sign-in", $$"""{"name":"{{name}}","password":"another password"}""");
                taken.Add(Stopwatch.GetElapsedTime(watch).TotalMilliseconds);
            }
        }

        // The least of several: what else the machine does is not in it. Without the work of a hash it would be a small part.
        (times["nobody"].Min() / times["alice"].Min()).Should().BeInRange(0.5, 2);
    }

    [Fact]
    public async Task A_network_that_tries_many_names_waits_and_good_sign_ins_cost_nothing()
    {
        await using var scene = await SessionScene.CreateAsync();
        var host = await StartAsync(scene, options => options.AttemptsPerNetwork = 5);
        await host.Services.GetRequiredService<IAccounts>().CreateAsync("alice", Password, Stop);
        for (var i = 0; i < 8; i++) (await StatusAsync("alice", Password)).Should().Be(HttpStatusCode.OK);

        for (var i = 0; i < 5; i++) (await StatusAsync($"name{i}", "some password")).Should().Be(HttpStatusCode.Unauthorized);
        (await StatusAsync("name9", "some password")).Should().Be(HttpStatusCode.TooManyRequests);

        async Task<HttpStatusCode> StatusAsync(string name, string password)
        {
            using var response = await host.PostAsync("/account/sign-in", $$"""{"name":"{{name}}","password":"{{password}}"}""");
            return response.StatusCode;
        }
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

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Changing_the_password_takes_the_present_one_and_ends_all_other_sessions(string store)
    {
        await using var scene = await SessionScene.CreateAsync(store);
        var host = await StartAsync(scene);
        using var up = await host.PostAsync("/account/sign-up", Alice);
        using var phone = await host.PostAsync("/account/sign-in", Alice);

        using var wrong = await host.PostAsync("/account/password", """{"password":"wrong password","new":"another password"}""", CookieOf(up));
        using var weak = await host.PostAsync("/account/password", $$"""{"password":"{{Password}}","new":"short"}""", CookieOf(up));
        using var nobody = await host.PostAsync("/account/password", $$"""{"password":"{{Password}}","new":"another password"}""");
        wrong.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        weak.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        nobody.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        foreach (var one in new[] { up, phone }) (await host.StatusAsync(CookieOf(one))).Should().Be(HttpStatusCode.OK);

        using var changed = await host.PostAsync("/account/password", $$"""{"password":"{{Password}}","new":"another password"}""", CookieOf(up));

        changed.StatusCode.Should().Be(HttpStatusCode.OK);
        (await host.StatusAsync(CookieOf(changed))).Should().Be(HttpStatusCode.OK);
        foreach (var one in new[] { up, phone }) (await host.StatusAsync(CookieOf(one))).Should().Be(HttpStatusCode.Unauthorized);
        using var old = await host.PostAsync("/account/sign-in", Alice);
        using var now = await host.PostAsync("/account/sign-in", Alice.Replace(Password, "another password", StringComparison.Ordinal));
        old.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        now.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_signed_in_elsewhere_has_no_password_here()
    {
        await using var scene = await SessionScene.CreateAsync();
        var host = await StartAsync(scene);
        using var up = await host.PostAsync("/account/sign-up", Alice);
        var elsewhere = await host.SignInAsync("alice@example.org");

        using var response = await host.PostAsync("/account/password", $$"""{"password":"{{Password}}","new":"another password"}""", elsewhere);

        response.StatusCode.Should().Be(HttpStatusCode.Forbidden);
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
    public async Task Whoever_looks_after_accounts_makes_changes_and_deletes_them_and_sessions_end_with_them()
    {
        await using var scene = await SessionScene.CreateAsync();
        var host = await StartAsync(scene);
        var accounts = host.Services.GetRequiredService<IAccounts>();
        (await accounts.CreateAsync("Alice@example.org", Password, Stop))!.Issuer.Should().Be("raindrop-accounts");
        (await accounts.CreateAsync("alice@EXAMPLE.org", "another password", Stop)).Should().BeNull();
        using var first = await host.PostAsync("/account/sign-in", Alice);

        (await accounts.SetPasswordAsync("alice@example.org", "another password", Stop)).Should().BeTrue();
        (await host.StatusAsync(CookieOf(first))).Should().Be(HttpStatusCode.Unauthorized);
        using var second = await host.PostAsync("/account/sign-in", Alice.Replace(Password, "another password", StringComparison.Ordinal));
        second.StatusCode.Should().Be(HttpStatusCode.OK);

        (await accounts.DeleteAsync("alice@example.org", Stop)).Should().BeTrue();
        (await host.StatusAsync(CookieOf(second))).Should().Be(HttpStatusCode.Unauthorized);
        (await accounts.DeleteAsync("alice@example.org", Stop)).Should().BeFalse();
        (await accounts.SetPasswordAsync("alice@example.org", Password, Stop)).Should().BeFalse();
        await FluentActions.Awaiting(async () => await accounts.CreateAsync("no name", Password, Stop)).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(async () => await accounts.CreateAsync("bob", "short", Stop)).Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task What_is_stored_holds_neither_name_nor_password_and_is_hashed_by_more_rounds_when_there_are_more()
    {
        await using var scene = await SessionScene.CreateAsync();
        var host = await StartAsync(scene);
        await host.Services.GetRequiredService<IAccounts>().CreateAsync("alice", Password, Stop);
        var before = await StoredAsync();
        Encoding.UTF8.GetString(before.Content.Span).Should().NotContain("alice").And.NotContain(Password);
        await host.DisposeAsync();

        var stronger = await StartAsync(scene, options => options.PasswordIterations = 150_000);
        using (var response = await stronger.PostAsync("/account/sign-in", $$"""{"name":"alice","password":"{{Password}}"}""")) response.StatusCode.Should().Be(HttpStatusCode.OK);
        var after = await StoredAsync();
        AccountJson.Parse(after).PasswordHash.Should().NotBe(AccountJson.Parse(before).PasswordHash);
        using (var response = await stronger.PostAsync("/account/sign-in", $$"""{"name":"alice","password":"{{Password}}"}""")) response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await StoredAsync()).Revision.Should().Be(after.Revision);

        async Task<Document> StoredAsync() => (await scene.Store.ReadAllAsync(scene.Store.Server.GetDatabase(scene.Store.AccountsName))).Single();
    }

    [Fact]
    public async Task A_password_that_is_changed_while_its_hash_is_renewed_stays_changed()
    {
        await using var scene = await SessionScene.CreateAsync();
        var host = await StartAsync(scene);
        await host.Services.GetRequiredService<IAccounts>().CreateAsync("alice", Password, Stop);
        var documents = host.Services.GetRequiredService<AccountDocuments>();
        var key = documents.KeyOf("alice");
        var old = (await documents.FindAsync(key, Stop))!.PasswordHash;
        await documents.SetPasswordAsync(key, "of another password", null, Stop);

        await documents.SetPasswordAsync(key, "of the old password, by more rounds", old, Stop);

        (await documents.FindAsync(key, Stop))!.PasswordHash.Should().Be("of another password");
    }

    [Fact]
    public void The_stored_shape_is_what_it_was()
    {
        var account = new Account { Key = new string('k', 26), Subject = new string('s', 26), CreatedAt = new DateTimeOffset(2026, 1, 31, 23, 59, 59, TimeSpan.Zero), PasswordHash = "AQID" };
        var content = AccountJson.Write(account);

        Encoding.UTF8.GetString(content.Span).Should().Be("""{"rd_schema":"rd.account","rd_schema_version":1,"rd_key":"kkkkkkkkkkkkkkkkkkkkkkkkkk","created":"2026-01-31T23:59:59Z","subject":"ssssssssssssssssssssssssss","password":"AQID"}""");
        AccountJson.Parse(new Document { Id = AccountJson.IdOf(account.Key), Content = content }).Should().Be(account);
        FluentActions.Invoking(() => AccountJson.Parse(new Document { Id = AccountJson.IdOf("other"), Content = content })).Should().Throw<StoreProtocolException>();
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

    private static Task<SessionHost> StartAsync(SessionScene scene, Action<RaindropAccountOptions>? configure = null) => scene.StartHostAsync(accounts: options =>
    {
        options.AllowsSignUp = true;
        configure?.Invoke(options);
    });

    private static string CookieOf(HttpResponseMessage response) => response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

    private static async Task<JsonDocument> JsonAsync(SessionHost host, string path, string cookie)
    {
        using var response = await host.GetAsync(path, cookie);
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(Stop));
    }
}
