using System.Net;
using Microsoft.Playwright;
using Raindrop.Browser.Tests.Running;

namespace Raindrop.Browser.Tests;

/// <summary>What ends a session, and what does not.</summary>
public sealed class SessionTests(BrowserFixture browsers)
{
    /// <summary>What the gateway promises.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_browser_that_is_signed_out_everywhere_is_cut_off_within_a_second()
    {
        await using var lost = await browsers.VisitAsync();
        var name = await lost.ArriveAsync();
        await browsers.Site.DeliverAsync(lost.Tenant, Letters.Write("The lamp"));
        await lost.Row("The lamp").WaitForAsync();
        var stolen = (await lost.Context.CookiesAsync()).Single();
        await using var ada = await browsers.VisitAsync();
        await ada.SignInAsync(name);
        await ada.GoToAsync("Sessions");
        await ada.Page.GetByText("Chrome on Linux").Nth(1).WaitForAsync();
        var feedBroke = new TaskCompletionSource<long>();
        lost.Page.RequestFailed += (_, request) =>
        {
            if (request.Url.Contains("feed=longpoll", StringComparison.Ordinal)) feedBroke.TrySetResult(TimeProvider.System.GetTimestamp());
        };

        var revoked = await ada.Page.RunAndWaitForResponseAsync(() => ada.Button("Sign out everywhere").ClickAsync(), response => response.Url.EndsWith("/session/revoke-all", StringComparison.Ordinal));
        var started = TimeProvider.System.GetTimestamp();

        revoked.Status.Should().Be(200);
        var broke = await feedBroke.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        TimeProvider.System.GetElapsedTime(started, broke).Should().BeLessThan(Limit);
        await lost.SeesSignInAsync();
        await ada.SeesSignInAsync();
        (await lost.CopiesAsync()).Should().BeEmpty();
        (await StatusAsync($"/db/{lost.Tenant}", stolen)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_restart_of_the_gateway_asks_nobody_to_sign_in_again_and_the_sync_goes_on()
    {
        await using var site = await SiteHost.StartAsync();
        await using var ada = await browsers.VisitAsync(site);
        await ada.ArriveAsync();
        await site.DeliverAsync(ada.Tenant, Letters.Write("Before"));
        await ada.Row("Before").WaitForAsync();
        var before = (await site.ListAsync(ada.Tenant, "rd.msg.rfc822:")).Single();
        var asked = ada.Responses.Count;

        await site.StopAsync();
        await ada.Page.Locator("#sync[data-state=offline]").WaitForAsync();
        await ada.Row("Before").ClickAsync();
        await ada.Button("☆ Star").ClickAsync();
        await ada.Button("★ Starred").WaitForAsync();
        await site.StartAgainAsync();
        await site.DeliverAsync(ada.Tenant, Letters.Write("After"));

        await ada.Row("After").WaitForAsync();
        ada.Responses.Skip(asked).Should().NotContain(response => response.Status == 401);
        await site.WaitForAsync(ada.Tenant, before.Replace("rfc822", "flags", StringComparison.Ordinal), "\"starred\":true");
    }

    [Fact]
    public async Task Two_users_of_one_browser_see_and_keep_nothing_of_each_other()
    {
        await using var browser = await browsers.VisitAsync();
        var name = await browser.ArriveAsync();
        var first = browser.Tenant;
        await browsers.Site.DeliverAsync(first, Letters.Write("For the first"));
        await browser.Row("For the first").WaitForAsync();
        await browser.Button("Sign out").ClickAsync();
        await browser.SeesSignInAsync();
        (await browser.CopiesAsync()).Should().BeEmpty();

        await browser.ArriveAsync();

        browser.Tenant.Should().NotBe(first);
        await browser.Page.GetByText("There is no mail here yet").WaitForAsync();
        (await browser.CopiesAsync()).Should().ContainSingle().Which.Should().Contain(browser.Tenant);
        (await StatusAsync($"/db/{first}/_all_docs", (await browser.Context.CookiesAsync()).Single())).Should().Be(HttpStatusCode.Forbidden);
        await browser.Button("Sign out").ClickAsync();
        await browser.SeesSignInAsync();
        await browser.SignInAsync(name);
        await browser.Row("For the first").WaitForAsync();
    }

    [Fact]
    public async Task A_tab_whose_cookie_became_somebody_elses_writes_nothing_there_and_shows_that_user_instead()
    {
        await using var browser = await browsers.VisitAsync();
        await browser.ArriveAsync();
        var first = browser.Tenant;
        await browsers.Site.DeliverAsync(first, Letters.Write("For the first"));
        await browser.Row("For the first").WaitForAsync();
        var other = await browsers.Site.CreateAccountAsync();

        // Another tab of the browser signs in as somebody else: the cookie is theirs from now on. The row is clicked at once, since the page finds out within a second.
        await browser.RunAsync("async body => { await fetch('/account/sign-in', { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Raindrop-Client': 'tests' }, body: JSON.stringify(body) }); document.querySelector('.row a')?.click(); }", new { name = other, password = Visitor.Password });

        await browser.Page.Locator("#who").GetByText(other).WaitForAsync();
        await browser.Page.GetByText("There is no mail here yet").WaitForAsync();
        var second = (await browser.RunAsync("async () => (await (await fetch('/session')).json()).tenant"))!.Value.GetString()!;
        (await browsers.Site.ListAsync(second, "rd.msg")).Should().BeEmpty();
        (await browser.CopiesAsync()).Should().ContainSingle().Which.Should().Contain(second);
    }

    private async Task<HttpStatusCode> StatusAsync(string path, BrowserContextCookiesResult cookie)
    {
        using var client = browsers.Site.CreateClient();
        client.DefaultRequestHeaders.Add("Cookie", $"{cookie.Name}={cookie.Value}");
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
