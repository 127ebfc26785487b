using System.Globalization;
using System.Text.Json;
using Mailroom.Display;
using Mailroom.Generation;
using Mailroom.Importing;
using Mailroom.Schemas;
using Mailroom.Tests.Support;
using Raindrop.Derivation;
using Raindrop.Documents;

namespace Mailroom.Tests.EndToEnd;

public sealed class ConversationTests
{
    // The embedded store and the best server; the others answer alike and are slower.
    public static TheoryData<string> Stores => [.. Tenant.Stores.Take(2)];

    // Servers take a minute for as many as the embedded store does in seconds, so they get fewer, unless time is no matter.
    public static TheoryData<string, int> StoresAndCounts => [.. Tenant.Stores.Take(2).Select(store => (store, store == Tenant.Embedded || Environment.GetEnvironmentVariable("RAINDROP_SOAK") == "1" ? 10_000 : 1_000))];

    [Theory]
    [MemberData(nameof(StoresAndCounts))]
    public async Task Thousands_of_messages_of_one_conversation_that_arrive_together_run_it_once(string store, int count)
    {
        await using var tenant = await Tenant.CreateAsync(store);
        (await tenant.ImportAsync(Enumerable.Range(0, count).Select(i => Message(i.ToString(CultureInfo.InvariantCulture), i == 0 ? null : "0")))).Added.Should().Be(count);
        var result = await tenant.DeriveAsync();
        RunTests.Of(result, "mail.thread-link").Executed.Should().Be(count);
        RunTests.Of(result, "mail.thread").Should().BeEquivalentTo(new { Outdated = 1, Executed = 1, Written = 1 });
        RunTests.Of(result, "mail.conversation").Executed.Should().Be(1);
        RunTests.Of(result, "mail.inbox").Executed.Should().Be(1);
        Read((await tenant.DocumentsAsync(MailSchemas.Conversation)).Single()).Messages.Should().Be(count);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_message_that_arrives_late_joins_what_was_apart_and_the_rest_is_left_alone(string store)
    {
        await using var tenant = await Tenant.CreateAsync(store);
        await tenant.ImportAsync(Message("c", "b"), Message("d", "c"), Message("other", null));
        await tenant.DeriveAsync();
        (await tenant.DocumentsAsync(MailSchemas.Conversation)).Select(document => Read(document).Messages).Should().BeEquivalentTo([1, 2]);

        await tenant.ImportAsync(Message("b", "a"));
        var result = await tenant.DeriveAsync();
        RunTests.Of(result, "mail.thread-link").Executed.Should().Be(3, "c and d looked for b before, and b is new");
        RunTests.Of(result, "mail.thread").Deleted.Should().Be(1, "nobody is in the conversation of b any more");
        (await tenant.DocumentsAsync(MailSchemas.Conversation)).Select(document => Read(document).Messages).Should().BeEquivalentTo([1, 3]);
        (await State.OfAsync(tenant)).Should().Equal(await AtOnceAsync(store, Message("b", "a"), Message("c", "b"), Message("d", "c"), Message("other", null)));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_message_that_is_deleted_takes_what_was_derived_from_it_along_and_stays_deleted(string store)
    {
        await using var tenant = await Tenant.CreateAsync(store);
        await tenant.ImportAsync(Message("a", null), Message("b", "a"));
        await tenant.DeriveAsync();
        var victim = $"{MailSchemas.Message}:{MessageIdentity.KeyOf(Message("b", "a"), tenant.Host.Hasher)}";
        await tenant.Host.Database.DeleteAsync(victim, (await tenant.Host.Database.GetRevisionAsync(victim, MailHarness.Token))!, MailHarness.Token);
        await tenant.DeriveAsync();
        (await State.OfAsync(tenant)).Should().Equal(await AtOnceAsync(store, Message("a", null)));
        (await tenant.ImportAsync(Message("a", null), Message("b", "a"))).Should().BeEquivalentTo(new { Added = 0, Known = 2 });
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Three_extensions_say_where_a_message_belongs_and_the_most_confident_is_heard(string store)
    {
        await using var tenant = await Tenant.CreateAsync(store);
        await tenant.ImportAsync(SyntheticMailbox.Letters().First(letter => letter.AsSpan().IndexOf("X-GitHub-Reason"u8) >= 0));
        await tenant.DeriveAsync();
        (await tenant.DocumentsAsync(MailSchemas.Grouping)).Should().HaveCount(3);
        Read((await tenant.DocumentsAsync(MailSchemas.Conversation)).Single()).Tag.Should().Be("notification");
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_run_that_was_stopped_is_finished_by_the_next(string store)
    {
        var letters = SyntheticMailbox.Letters();
        await using var tenant = await Tenant.CreateAsync(store);
        await tenant.ImportAsync(letters);
        foreach (var reports in new[] { 1, 3 })
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(MailHarness.Token);
            var seen = 0;
            var progress = new Reporter<DerivationProgress>(_ => StopAt(++seen, reports, stop), TimeSpan.Zero);
            var run = () => tenant.Host.Runner.RunOnceAsync(tenant.Host.Database, progress, stop.Token);
            await run.Should().ThrowAsync<OperationCanceledException>();
            await tenant.ReopenAsync();
        }

        (await tenant.DeriveAsync()).IsCaughtUp.Should().BeTrue();
        (await State.OfAsync(tenant)).Should().Equal(await AtOnceAsync(store, [.. letters]));
    }

    private static void StopAt(int seen, int reports, CancellationTokenSource stop)
    {
        if (seen >= reports) stop.Cancel();
    }

    private static byte[] Message(string name, string? parent) => Eml.Plain($"{name}\n", $"<{name}@x>", "s", parent is null ? [] : [$"In-Reply-To: <{parent}@x>"]);

    private static Conversation Read(Document document) => JsonSerializer.Deserialize(document.Content.Span, MailJson.Default.Conversation)!;

    private static async Task<SortedDictionary<string, string>> AtOnceAsync(string store, params byte[][] messages)
    {
        await using var tenant = await Tenant.CreateAsync(store);
        await tenant.ImportAsync(messages);
        await tenant.DeriveAsync();
        return await State.OfAsync(tenant);
    }
}
