using Mailroom.Extensions;
using Mailroom.Schemas;
using Mailroom.Tests.Support;
using Raindrop.Testing;

namespace Mailroom.Tests.Extensions;

public sealed class SummaryTests
{
    private static readonly DateTimeOffset Start = new(2024, 3, 4, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_conversation_of_thousands_is_summed_up_in_a_few_hundred_bytes()
    {
        var keys = Enumerable.Range(0, 5000).Select(i => $"key-{i:d5}").ToList();
        var run = await new ExtensionHarness(new ConversationExtension())
            .GivenDerived(MailSchemas.Thread, "root", new MessageThread(new string('s', 5000), Start, Start, [.. Enumerable.Range(0, 50).Select(i => $"Person {i}")], keys), MailJson.Default.MessageThread)
            .GivenDerived(MailSchemas.Quoted, keys[^1], new QuotedBody(new string('q', 100_000), [], null), MailJson.Default.QuotedBody)
            .RunAsync(MailHarness.Token);
        run.OnlyDocument().Payload.Length.Should().BeLessThan(1000);
        run.OnlyDocument().Read(MailJson.Default.Conversation).Should().BeEquivalentTo(new { Messages = 5000, Tag = "unknown" });
        run.Reads.Should().HaveCount(2, "only the latest message is looked at");
    }

    [Fact]
    public async Task The_inbox_counts_everything_and_lists_the_latest_fifty()
    {
        var harness = new ExtensionHarness(new InboxExtension());
        for (var i = 0; i < 120; i++)
            harness.GivenDerived(MailSchemas.Conversation, $"c{i:d3}", new Conversation($"s{i}", 2, Start, i == 7 ? null : Start.AddHours(i * 37 % 120), [], i % 3 == 0 ? "list" : "direct", null), MailJson.Default.Conversation);
        var inbox = (await harness.RunAsync(MailHarness.Token)).OnlyDocument().Read(MailJson.Default.Inbox);
        inbox.Should().BeEquivalentTo(new { Conversations = 120, Messages = 240 });
        inbox.Tags.Should().Equal(new Dictionary<string, int> { ["direct"] = 80, ["list"] = 40 });
        inbox.Latest.Should().HaveCount(50).And.BeInDescendingOrder(row => row.Last);
        inbox.Latest[0].Last.Should().Be(Start.AddHours(119));
    }

    [Fact]
    public async Task Links_come_from_the_new_text_and_the_html()
    {
        var run = await new ExtensionHarness(new LinksExtension())
            .GivenDerived(MailSchemas.Quoted, "key", new QuotedBody("see https://new.example/", [new Quote(1, null, "https://old.example/")], null), MailJson.Default.QuotedBody)
            .GivenDerived(MailSchemas.Body, "key", new MessageBody("", "<a href='https://html.example/'>x</a>", false), MailJson.Default.MessageBody)
            .RunAsync(MailHarness.Token);
        run.OnlyDocument().Read(MailJson.Default.MessageLinks).Links.Select(link => link.Host).Should().Equal("new.example", "html.example");
    }
}
