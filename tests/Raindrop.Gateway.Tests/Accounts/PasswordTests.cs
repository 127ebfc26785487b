using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Raindrop.Documents;
using Raindrop.Gateway.Accounts;
using Raindrop.Gateway.Tests.Running;
using Raindrop.Gateway.Tests.Sessions;
using static Raindrop.Gateway.Tests.Accounts.AccountScene;

namespace Raindrop.Gateway.Tests.Accounts;

/// <summary>Passwords are changed, renewed and stored.</summary>
public sealed class PasswordTests
{
    public static TheoryData<string> Stores => SessionStore.All;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

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
}
