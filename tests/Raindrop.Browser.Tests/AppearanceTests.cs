using Microsoft.Playwright;
using Raindrop.Browser.Tests.Running;

namespace Raindrop.Browser.Tests;

/// <summary>That everybody can read and use the page: contrast, names, keyboard, narrow screens.</summary>
public sealed class AppearanceTests(BrowserFixture browsers)
{
    /// <summary>The text whose contrast is below 4.5, or 3 where it is large (WCAG 2.2, success criterion 1.4.3).</summary>
    private const string Faint =
        """
        () => {
          const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
          const parse = color => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
          const light = ([r, g, b]) => [r, g, b].map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
          const ground = element => { for (; element; element = element.parentElement) { const color = parse(getComputedStyle(element).backgroundColor); if (color[3] === 255) return color; } };
          const faint = [];
          for (const element of document.querySelectorAll("body *")) {
            if (!element.checkVisibility() || ![...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim())) continue;
            const style = getComputedStyle(element);
            const [a, b] = [light(parse(style.color)), light(ground(element))].sort((x, y) => y - x);
            const ratio = (a + 0.05) / (b + 0.05);
            if (ratio < (parseFloat(style.fontSize) >= 24 ? 3 : 4.5)) faint.push(`${ratio.toFixed(2)} ${element.className} ${element.textContent.trim().slice(0, 30)}`);
          }
          return faint;
        }
        """;

    /// <summary>What is wider than the place that it has.</summary>
    private const string Overflowing = "() => [...document.querySelectorAll('.list, .row, .reading, .page, main')].filter(one => one.checkVisibility() && one.scrollWidth > one.clientWidth).map(one => one.className)";

    /// <summary>Controls that a screen reader could not name.</summary>
    private const string Nameless = "() => [...document.querySelectorAll('a, button, input')].filter(one => one.checkVisibility() && !(one.textContent.trim() || one.ariaLabel || one.labels?.length)).map(one => one.outerHTML)";

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task All_text_has_contrast_and_all_controls_have_names_on_every_page(ColorScheme scheme)
    {
        await using var ada = await browsers.VisitAsync(scheme: scheme);
        await LooksRightAsync(ada, "sign in");
        await ada.ArriveAsync();
        await browsers.Site.DeliverAsync(ada.Tenant, Letters.Write("The lamp", new string('y', 300)), Letters.Write("The boat " + new string('x', 300), "Yes.\n\nOn Monday, Bob wrote:\n> Is it?\n\n-- \nAda"));
        await ada.Row("The lamp").WaitForAsync();
        await ada.Row("The boat").ClickAsync();
        await ada.Page.Locator(".message").WaitForAsync();
        await LooksRightAsync(ada, "inbox");
        foreach (var page in (string[])["Credentials", "Sessions"])
        {
            await ada.GoToAsync(page);
            await ada.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = page, Exact = true }).WaitForAsync();
            await LooksRightAsync(ada, page);
        }
    }

    [Fact]
    public async Task Mail_is_read_with_the_keyboard_alone()
    {
        await using var ada = await browsers.VisitAsync();
        await ada.ArriveAsync();
        await browsers.Site.DeliverAsync(ada.Tenant, Letters.Write("The lamp"));
        await ada.Row("The lamp").WaitForAsync();

        for (var i = 0; i < 20 && !await ada.Row("The lamp").EvaluateAsync<bool>("row => row === document.activeElement"); i++) await ada.Page.Keyboard.PressAsync("Tab");
        await ada.Page.Keyboard.PressAsync("Enter");

        await ada.Page.Locator(".reading h2:focus").WaitForAsync();
        (await ada.Page.Locator(".reading h2").InnerTextAsync()).Should().Be("The lamp");
        await browsers.Site.DeliverAsync(ada.Tenant, Letters.Write("The boat"));
        await ada.Row("The boat").WaitForAsync();
        (await ada.Page.Locator(".reading h2:focus").InnerTextAsync()).Should().Be("The lamp", "mail that comes takes the reader nowhere");
    }

    [Fact]
    public async Task What_was_unfolded_stays_so_while_mail_comes()
    {
        await using var ada = await browsers.VisitAsync();
        await ada.ArriveAsync();
        await browsers.Site.DeliverAsync(ada.Tenant, Letters.Write("The lamp", "Yes.\n\nOn Monday, Bob wrote:\n> Is it?\n"));
        await ada.Row("The lamp").ClickAsync();
        await ada.Page.Locator(".message summary").ClickAsync();

        await browsers.Site.DeliverAsync(ada.Tenant, Letters.Write("The boat"));
        await ada.Row("The boat").WaitForAsync();

        (await ada.Page.Locator(".message details[open] blockquote").InnerTextAsync()).Should().Contain("Is it?");
    }

    [Fact]
    public async Task On_a_narrow_screen_nothing_is_wider_than_the_screen_and_a_conversation_takes_its_place()
    {
        await using var ada = await browsers.VisitAsync();
        await ada.ArriveAsync();
        await browsers.Site.DeliverAsync(ada.Tenant, Letters.Write("The lamp " + new string('x', 200), new string('y', 500)));
        await ada.Page.SetViewportSizeAsync(360, 700);

        await ada.Row("The lamp").ClickAsync();
        await ada.Page.Locator(".message").WaitForAsync();

        (await ada.Page.Locator(".list").IsVisibleAsync()).Should().BeFalse();
        (await ada.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).Should().BeLessThanOrEqualTo(360);
        await ada.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "← Inbox" }).ClickAsync();
        await ada.Page.Locator(".list").WaitForAsync();
    }

    private static async Task LooksRightAsync(Visitor visitor, string where)
    {
        (await visitor.Page.EvaluateAsync<string[]>(Faint)).Should().BeEmpty("of {0}", where);
        (await visitor.Page.EvaluateAsync<string[]>(Nameless)).Should().BeEmpty("of {0}", where);
        (await visitor.Page.EvaluateAsync<string[]>(Overflowing)).Should().BeEmpty("of {0}", where);
    }
}
