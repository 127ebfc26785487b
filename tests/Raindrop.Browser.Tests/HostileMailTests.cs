using Microsoft.Playwright;
using Raindrop.Browser.Tests.Running;
using Raindrop.Documents;

namespace Raindrop.Browser.Tests;

/// <summary>What strangers send is kept as it came, and reached through the gateway's own address, where the session's cookie goes along. None of it may run there.</summary>
public sealed class HostileMailTests(BrowserFixture browsers)
{
    private const string Source = "rd.msg.rfc822:hostile";

    /// <summary>Tries to leave a mark in the origin's storage, and to write into the database with the session.</summary>
    private static string Script(string tenant, string mark) => $"localStorage.setItem('{mark}', 'ran'); fetch('/db/{tenant}/{mark}', {{ method: 'PUT', headers: {{ 'Content-Type': 'application/json', 'X-Raindrop-Client': 'script' }}, body: '{{}}' }});";

    private static readonly (string Name, string Type)[] Attachments =
    [
        ("page.html", "text/html"), ("page.xhtml", "application/xhtml+xml"), ("picture.svg", "image/svg+xml"), ("feed.xml", "text/xml"), ("unknown", "application/x-unknown"), ("lie.png", "text/html; charset=utf-7"),
    ];

    [Fact]
    public async Task Script_in_an_attachment_that_is_opened_by_its_address_is_a_download_and_does_not_run()
    {
        await using var ada = await browsers.VisitAsync();
        await ada.ArriveAsync();
        foreach (var (name, type) in Attachments)
        {
            await AttachAsync(ada, name, type, Document(type, Script(ada.Tenant, "opened")), Source + name);

            var download = await ada.Page.RunAndWaitForDownloadAsync(() => OpenAsync(ada, name));

            download.Url.Should().EndWith(name);
        }

        await NothingRanAsync(ada, "opened");
    }

    [Fact]
    public async Task Script_in_an_attachment_does_not_run_in_a_frame_an_object_or_as_script_of_the_page_either()
    {
        await using var ada = await browsers.VisitAsync();
        await ada.ArriveAsync();
        await AttachAsync(ada, "page.html", "text/html", Document("text/html", Script(ada.Tenant, "framed")));
        await AttachAsync(ada, "script.txt", "text/plain", Script(ada.Tenant, "framed"), Source + "2");

        // A page of this origin without the sample's own policy: the gateway's answers must hold by themselves.
        await ada.Context.RouteAsync("**/bare", route => route.FulfillAsync(new RouteFulfillOptions { ContentType = "text/html", Body = "<!doctype html><p>bare" }));
        await ada.Page.GotoAsync("/bare");
        var results = await ada.Page.EvaluateAsync<string[]>(
            """
            async addresses => {
              const results = [];
              for (const tag of ["iframe", "object", "embed", "script"]) for (const address of addresses) {
                const element = document.createElement(tag);
                element[tag === "object" ? "data" : "src"] = address;
                const ended = new Promise(resolve => { element.onload = () => resolve("load"); element.onerror = () => resolve("error"); setTimeout(() => resolve("nothing"), 700); });
                document.body.append(element);
                results.push(`${tag} ${await ended}`);
              }
              return results;
            }
            """,
            new[] { AddressOf(ada, "page.html"), AddressOf(ada, "script.txt", Source + "2") });

        results.Should().HaveCount(8);
        await NothingRanAsync(ada, "framed");
    }

    [Fact]
    public async Task The_same_script_runs_where_nothing_stops_it_so_that_these_tests_could_fail()
    {
        await using var ada = await browsers.VisitAsync();
        await ada.ArriveAsync();
        var body = Document("text/html", Script(ada.Tenant, "control"));
        await ada.Context.RouteAsync("**/bare", route => route.FulfillAsync(new RouteFulfillOptions { ContentType = "text/html", Body = body }));

        await ada.Page.GotoAsync("/bare");

        await browsers.Site.WaitForAsync(ada.Tenant, "control", "{");
        (await ada.RunAsync("() => localStorage.getItem('control')"))!.Value.GetString().Should().Be("ran");
    }

    private static string Document(string type, string script) => type switch
    {
        "image/svg+xml" => $"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>{script}</script></svg>",
        "application/xhtml+xml" or "text/xml" => $"<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><script>{script}</script></body></html>",
        _ => $"<!doctype html><html><body><script>{script}</script></body></html>",
    };

    private static string AddressOf(Visitor visitor, string name, string id = Source) => $"/db/{visitor.Tenant}/{Uri.EscapeDataString(id)}/{name}";

    // A user who follows a link: the navigation is the browser's own, with the cookie.
    private static async Task OpenAsync(Visitor visitor, string name) => await visitor.RunAsync("address => { location.href = address; }", AddressOf(visitor, name, Source + name));

    private async Task AttachAsync(Visitor visitor, string name, string type, string content, string id = Source) =>
        await (await browsers.Site.DatabaseOfAsync(visitor.Tenant)).PutAsync(
            new Document
            {
                Id = id,
                Content = "{}"u8.ToArray(),
                Attachments = new Dictionary<string, DocumentAttachment>(StringComparer.Ordinal) { [name] = new() { ContentType = type, Length = content.Length, Data = System.Text.Encoding.UTF8.GetBytes(content) } },
            },
            TestContext.Current.CancellationToken);

    // What a script had begun would be there by the time that the gateway has answered a request which was made after it.
    private async Task NothingRanAsync(Visitor visitor, string mark)
    {
        await visitor.Page.GotoAsync("/");
        await visitor.Page.Locator("#sync[data-state=live]").WaitForAsync();
        (await visitor.RunAsync("mark => localStorage.getItem(mark)", mark)).Should().BeNull();
        (await browsers.Site.ListAsync(visitor.Tenant, mark)).Should().BeEmpty();
    }
}
