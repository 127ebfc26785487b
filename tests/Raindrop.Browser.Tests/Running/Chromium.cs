using Microsoft.Playwright;

namespace Raindrop.Browser.Tests.Running;

/// <summary>The browser that is installed here: <c>./test</c> installs Debian's.</summary>
internal static class Chromium
{
    private static readonly string[] Paths = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Paths.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException("There is no browser here: run ./test, which installs Debian's package chromium, or install it."),
        // Its sandbox does not start for root, as whom containers run.
        Args = ["--no-sandbox"],
    });
}
