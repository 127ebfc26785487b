using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;

namespace Raindrop.Browser.Tests.Running;

/// <summary>Somebody with a browser profile of their own, and the page open in it. What the page asks for is noted.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    public const string Password = "a few words of my own";

    private readonly ConcurrentQueue<IResponse> _responses = new();
    private readonly ConcurrentQueue<string> _faults = new();

    private Visitor(SiteHost site, IBrowserContext context, IPage page)
    {
        (Site, Context, Page) = (site, context, page);
        page.Response += (_, response) => _responses.Enqueue(response);
        page.PageError += (_, fault) => _faults.Enqueue(fault);
        page.Console += (_, line) =>
        {
            if (line.Text.Contains("Content Security Policy", StringComparison.Ordinal)) _faults.Enqueue(line.Text);
        };
    }

    public SiteHost Site { get; }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    /// <summary>Who is signed in, by the id that may be shown.</summary>
    public string Tenant { get; private set; } = "";

    /// <summary>All answers so far.</summary>
    public IReadOnlyList<IResponse> Responses => [.. _responses];

    public static async Task<Visitor> OpenAsync(IBrowser browser, SiteHost site, ColorScheme scheme)
    {
        // The certificate is one that the host made for itself.
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { IgnoreHTTPSErrors = true, ColorScheme = scheme, BaseURL = site.Address.ToString(), ViewportSize = new ViewportSize { Width = 1280, Height = 800 } });
        var visitor = new Visitor(site, context, await context.NewPageAsync());
        await visitor.Page.GotoAsync("/");
        await visitor.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Sign in to Mailroom" }).WaitForAsync();
        return visitor;
    }

    /// <summary>Signs in as somebody new, whose account the operator has made: few may sign up from one address.</summary>
    public async Task<string> ArriveAsync()
    {
        var name = await Site.CreateAccountAsync();
        await SignInAsync(name);
        return name;
    }

    /// <summary>Makes an account through the page.</summary>
    public async Task SignUpAsync(string name)
    {
        await Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Make an account" }).ClickAsync();
        await EnterAsync(name, "Sign up");
    }

    /// <summary>Signs in through the page.</summary>
    public Task SignInAsync(string name) => EnterAsync(name, "Sign in");

    public Task GoToAsync(string page) => Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = page, Exact = true }).ClickAsync();

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });

    public ILocator Row(string subject) => Page.Locator(".row a").Filter(new LocatorFilterOptions { HasText = subject });

    /// <summary>Waits until the page asks to sign in.</summary>
    public Task SeesSignInAsync() => Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Sign in to Mailroom" }).WaitForAsync();

    /// <summary>Runs script in the page, as its own script would.</summary>
    public Task<JsonElement?> RunAsync(string script, object? argument = null) => Page.EvaluateAsync(script, argument);

    /// <summary>The copies of mail that are in the browser.</summary>
    public Task<string[]> CopiesAsync() => Page.EvaluateAsync<string[]>("async () => (await indexedDB.databases()).map(one => one.name).filter(name => name.includes('mailroom-'))");

    /// <summary>No script failed, and nothing broke the page's own policy.</summary>
    public void SawNoFaults() => _faults.Should().BeEmpty();

    public async ValueTask DisposeAsync() => await Context.DisposeAsync();

    private async Task EnterAsync(string name, string button)
    {
        await Page.GetByLabel("Name").FillAsync(name);
        await Page.GetByLabel("Password").FillAsync(Password);
        await Button(button).ClickAsync();
        await Page.Locator("#sync[data-state=live]").WaitForAsync();
        Tenant = (await RunAsync("async () => (await (await fetch('/session')).json()).tenant"))!.Value.GetString()!;
    }
}
