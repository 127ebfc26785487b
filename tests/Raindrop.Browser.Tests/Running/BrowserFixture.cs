using Microsoft.Playwright;

namespace Raindrop.Browser.Tests.Running;

/// <summary>A browser and a host that the tests share, each with users of its own.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    internal SiteHost Site { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        // The host's log would hide what the tests say.
        Environment.SetEnvironmentVariable("Logging__LogLevel__Default", "None");
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright);
        Site = await SiteHost.StartAsync();
    }

    /// <summary>Opens a browser profile of its own.</summary>
    internal async Task<Visitor> VisitAsync(SiteHost? site = null, ColorScheme scheme = ColorScheme.Light) => await Visitor.OpenAsync(_browser!, site ?? Site, scheme);

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (Site is not null) await Site.DisposeAsync();
    }
}
