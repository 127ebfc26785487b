using Microsoft.Playwright;
using Raindrop.Browser.Tests.Running;

namespace Raindrop.Browser.Tests;

/// <summary>The page as its users see it.</summary>
public sealed class InboxTests(BrowserFixture browsers)
{
    [Fact]
    public async Task Somebody_signs_up_and_sees_mail_appear_as_the_extensions_derive_it_and_opens_it()
    {
        await using var ada = await browsers.VisitAsync();
        await ada.SignUpAsync($"ada-{Guid.NewGuid():n}");
        await ada.Page.GetByText("There is no mail here yet").WaitForAsync();
        await browsers.Site.DeliverAsync(ada.Tenant, Letters.Write("The lamp", "It shines."), Letters.Write("The boat"));

        await ada.Row("The lamp").ClickAsync();

        await ada.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "The lamp" }).WaitForAsync();
        (await ada.Page.Locator(".message .text").InnerTextAsync()).Should().Be("It shines.");
        (await ada.Page.GetByText("2 messages in 2 conversations").CountAsync()).Should().Be(1);
        ada.SawNoFaults();
    }

    [Fact]
    public async Task What_a_mail_says_is_shown_as_text_whatever_it_says()
    {
        const string Evil = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>";
        await using var ada = await browsers.VisitAsync();
        await ada.ArriveAsync();
        await browsers.Site.DeliverAsync(ada.Tenant, Letters.Write($"Evil {Evil}", Evil));

        await ada.Row("Evil").ClickAsync();

        (await ada.Page.Locator(".message .text").InnerTextAsync()).Should().Be(Evil);
        (await ada.Page.Locator(".reading h2").InnerTextAsync()).Should().Be($"Evil {Evil}");
        (await ada.Page.Locator("main img, main script").CountAsync()).Should().Be(0);
        (await ada.Page.TitleAsync()).Should().Be("Inbox · Mailroom");
        ada.SawNoFaults();
    }

    [Fact]
    public async Task A_star_and_a_read_mark_are_source_documents_of_the_user_and_reach_the_database_and_other_browsers()
    {
        await using var ada = await browsers.VisitAsync();
        var name = await ada.ArriveAsync();
        await browsers.Site.DeliverAsync(ada.Tenant, Letters.Write("The lamp"));
        await using var elsewhere = await browsers.VisitAsync();
        await elsewhere.SignInAsync(name);
        await elsewhere.Row("Unread: The lamp").WaitForAsync();

        await ada.Row("The lamp").ClickAsync();
        await ada.Button("☆ Star").ClickAsync();

        await elsewhere.Row("★The lamp").WaitForAsync();
        (await elsewhere.Row("Unread:").CountAsync()).Should().Be(0);
        var mark = (await browsers.Site.ListAsync(ada.Tenant, "rd.msg.flags:")).Should().ContainSingle().Subject;
        (await browsers.Site.WaitForAsync(ada.Tenant, mark, "\"starred\":true")).Should().Contain("\"read\":true");
        ada.SawNoFaults();
    }

    [Fact]
    public async Task A_credential_is_added_listed_and_deleted_and_its_value_is_never_answered()
    {
        const string Value = "imap-value-that-nobody-sees";
        await using var ada = await browsers.VisitAsync();
        await ada.ArriveAsync();
        await ada.GoToAsync("Credentials");
        await ada.Page.GetByText("None yet.").WaitForAsync();
        await ada.Page.GetByLabel("Name", new PageGetByLabelOptions { Exact = true }).FillAsync("mail.imap");
        await ada.Page.GetByLabel("Mail server").FillAsync("mail.example");
        await ada.Page.GetByLabel("User name").FillAsync("ada");
        await ada.Page.GetByLabel("Password").FillAsync(Value);
        await ada.Button("Seal it").ClickAsync();

        await ada.Page.GetByText("Password for import").WaitForAsync();
        (await ada.Page.GetByLabel("Password").InputValueAsync()).Should().BeEmpty();
        await ada.Button("Delete mail.imap").ClickAsync();
        await ada.Page.GetByText("None yet.").WaitForAsync();

        foreach (var response in ada.Responses.Where(response => response.Url.Contains("/api/credentials", StringComparison.Ordinal) && response.Request.Method == "GET"))
            (await response.TextAsync()).Should().NotContain(Value);
        ada.SawNoFaults();
    }
}
