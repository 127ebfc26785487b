using Mailroom.Extensions;
using Mailroom.Schemas;
using Mailroom.Tests.Support;
using Raindrop.Extensions;
using Raindrop.Testing;

namespace Mailroom.Tests.Extensions;

public sealed class GroupingTests
{
    [Theory]
    [InlineData("List-Id: The Keepers <Keepers.lists.example>", "keepers.lists.example", "The Keepers")]
    [InlineData("List-Id: <optics.groups.example>", "optics.groups.example", "optics.groups.example")]
    [InlineData("List-Id: bare.example", "bare.example", "bare.example")]
    [InlineData("X-BeenThere: old@lists.example", "old.lists.example", "old.lists.example")]
    [InlineData("Precedence: bulk\nSender: owner-news@harbour.example", "news.harbour.example", "news.harbour.example")]
    [InlineData("Precedence: list\nSender: news-owner@harbour.example", "news.harbour.example", "news.harbour.example")]
    public async Task A_mailing_list_is_known_by_what_its_program_writes(string header, string id, string name) =>
        (await MailHarness.RunOnEmailAsync(new MailingListExtension(), Eml.Plain(headers: header.Split('\n')))).OnlyDocument().Read(MailJson.Default.MailingList)
            .Should().BeEquivalentTo(new { Id = id, Name = name });

    [Theory]
    [InlineData("Precedence: bulk")]
    [InlineData("Sender: owner-news@harbour.example")]
    [InlineData("List-Unsubscribe: <https://shop.example/out>")]
    [InlineData("X-Nothing: at all")]
    public async Task What_is_merely_sent_in_bulk_is_no_list(string header) =>
        (await MailHarness.RunOnEmailAsync(new MailingListExtension(), Eml.Plain(headers: header))).EnsureSucceeded().Documents.Should().BeEmpty();

    [Fact]
    public async Task A_list_says_where_to_post_and_how_to_leave() =>
        (await MailHarness.RunOnEmailAsync(new MailingListExtension(), Eml.Plain(headers: ["List-Id: <l.example>", "List-Post: <mailto:l@example>", "List-Unsubscribe: <mailto:out@example>,\n <https://l.example/out>", "List-Archive: NO"])))
            .OnlyDocument().Read(MailJson.Default.MailingList).Should().Be(new MailingList("l.example", "l.example", "mailto:l@example", null, "https://l.example/out"));

    [Theory]
    [InlineData("X-GitHub-Reason: mention", "[keepers/clockwork] Weights", "github", "keepers/clockwork")]
    [InlineData("X-Bugzilla-Product: Fog signal\nX-Bugzilla-Type: new", "[Bug 7]", "bugzilla", "Fog signal")]
    [InlineData("X-Twitter-EmailType: reply", "Ada replied", "twitter", "Twitter")]
    [InlineData("Auto-Submitted: auto-generated", "Your order", "other", "Ada")]
    public async Task A_notification_is_known_by_its_service(string header, string subject, string service, string title) =>
        (await MailHarness.RunOnEmailAsync(new NotificationGroupingExtension(), Eml.Plain(subject: subject, headers: header.Split('\n')))).OnlyDocument().Read(MailJson.Default.GroupingTag)
            .Should().Be(new GroupingTag("notification", title, Service: service));

    [Fact]
    public async Task What_a_person_wrote_is_no_notification() =>
        (await MailHarness.RunOnEmailAsync(new NotificationGroupingExtension(), Eml.Plain(headers: "Auto-Submitted: no"))).EnsureSucceeded().Documents.Should().BeEmpty();

    [Theory]
    [InlineData("X: y", "direct", 1)]
    [InlineData("Cc: BOB@test.example", "direct", 1)]
    [InlineData("Cc: carol@test.example", "group", 2)]
    public async Task The_rest_is_grouped_by_its_recipients(string header, string tag, int recipients) =>
        (await MailHarness.RunOnEmailAsync(new RecipientGroupingExtension(), Eml.Plain(headers: header))).OnlyDocument().Read(MailJson.Default.GroupingTag)
            .Should().Be(new GroupingTag(tag, "Ada", Recipients: recipients));

    [Fact]
    public async Task The_three_words_are_merged_by_confidence_field_by_field()
    {
        IExtension[] writers = [new NotificationGroupingExtension(), new ListGroupingExtension(), new RecipientGroupingExtension()];
        writers.Select(writer => writer.Definition.Confidence).Should().BeInDescendingOrder().And.OnlyHaveUniqueItems();
        var harness = new ExtensionHarness(new ConversationExtension())
            .GivenDerived(MailSchemas.Thread, "root", new MessageThread("x", null, null, [], ["key"]), MailJson.Default.MessageThread)
            .GivenDerived(MailSchemas.Grouping, "key", """{"tag":"list","title":"L"}""", writers[1].Definition.Id, writers[1].Definition.Confidence)
            .GivenDerived(MailSchemas.Grouping, "key", """{"tag":"notification","title":"N"}""", writers[0].Definition.Id, writers[0].Definition.Confidence)
            .GivenDerived(MailSchemas.Grouping, "key", """{"tag":"direct","title":"D"}""", writers[2].Definition.Id, writers[2].Definition.Confidence);
        (await harness.RunAsync(MailHarness.Token)).OnlyDocument().Read(MailJson.Default.Conversation).Tag.Should().Be("notification");
    }
}
