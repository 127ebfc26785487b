using CsCheck;
using Mailroom.Extensions;
using Mailroom.Schemas;
using Mailroom.Tests.Support;
using Raindrop.Testing;

namespace Mailroom.Tests.Extensions;

public sealed class ThreadingTests
{
    [Fact]
    public async Task Answers_find_their_beginning_by_references_or_by_In_Reply_To_alone() =>
        (await ConversationsAsync(Message("a"), Message("b", "a"), Message("c", "a b"), Message("d", "c"), Message("x"))).Should().Equal("a b c d", "x");

    [Fact]
    public async Task Answers_to_a_message_that_is_not_there_belong_together() =>
        (await ConversationsAsync(Message("b", "a"), Message("c", "a"), Message("d", "a c"))).Should().Equal("b c d");

    [Fact]
    public async Task References_that_were_cut_short_are_completed_by_what_others_say() =>
        (await ConversationsAsync(Message("c", "b"), Message("d", "a b"), Message("a"))).Should().Equal("a c d");

    [Fact]
    public async Task A_message_that_refers_to_itself_is_a_conversation_of_its_own() => (await ConversationsAsync(Message("a", "a"), Message("b"))).Should().Equal("a", "b");

    [Fact]
    public async Task Messages_that_answer_each_other_in_a_circle_are_one_conversation_with_what_hangs_on_it() =>
        (await ConversationsAsync(Message("a", "b"), Message("b", "c"), Message("c", "a"), Message("d", "a"))).Should().Equal("a b c d");

    [Fact]
    public async Task Messages_without_identity_stay_apart_unless_they_answer_something() =>
        (await ConversationsAsync(("n1", Eml.Plain("1\n", id: null)), ("n2", Eml.Plain("2\n", id: null)), ("n3", Eml.Plain("3\n", id: null, headers: "In-Reply-To: <a@x>")), Message("a")))
            .Should().Equal("a n3", "n1", "n2");

    [Fact]
    public async Task The_subject_of_a_conversation_is_that_of_its_first_message_without_prefixes()
    {
        var outputs = await ChainAsync([Message("b", "a", "AW: Re[2]: Fwd: Weights")]);
        outputs.Single(output => output.Schema == MailSchemas.Thread).Read(MailJson.Default.MessageThread).Subject.Should().Be("Weights");
    }

    [Fact]
    public async Task An_absent_ancestor_is_a_recorded_read()
    {
        var run = await MailHarness.RunOnEmailAsync(new ThreadLinkExtension(), Eml.Plain(headers: "In-Reply-To: <absent@x>"));
        run.Reads.Should().ContainSingle().Which.Should().Match<HarnessRead>(read => read.IsGroup && read.Found == 0 && read.Schema == MailSchemas.References);
    }

    // Trees of answers, each message keeping all, the last two or none of its references; some messages never arrive.
    private static readonly Gen<(int[] Parents, bool[] Short, int Seed)> Trees =
        Gen.Select(Gen.Int[0, 1000].Array[2, 9], Gen.Bool.Array[9], Gen.Int[0, 1000]).Select((parents, cut, seed) => (parents.Select((p, i) => i == 0 ? -1 : p % i).ToArray(), cut, seed));

    [Fact]
    public void The_order_of_arrival_changes_no_conversation() => Trees.Sample(
        tree =>
        {
            var messages = Build(tree.Parents, tree.Short);
            var shuffled = messages.OrderBy(message => (message.Key[0] * 7919 * (tree.Seed + 1)) % 101).ToArray();
            return ConversationsAsync(messages).GetAwaiter().GetResult().SequenceEqual(ConversationsAsync(shuffled).GetAwaiter().GetResult());
        },
        iter: 25, threads: 1);

    [Fact]
    public void A_tree_that_is_all_there_is_one_conversation() => Trees.Sample(
        tree => ConversationsAsync(Build(tree.Parents, tree.Short)).GetAwaiter().GetResult().Length == 1, iter: 25, threads: 1);

    private static (string Key, byte[] Raw)[] Build(int[] parents, bool[] cut) =>
    [
        .. parents.Select((_, i) =>
        {
            List<string> ancestors = [];
            for (var at = parents[i]; at >= 0; at = parents[at]) ancestors.Insert(0, Name(at));
            return Message(Name(i), string.Join(' ', cut[i] ? ancestors.TakeLast(2) : ancestors));
        }),
    ];

    private static string Name(int i) => ((char)('a' + i)).ToString();

    private static (string Key, byte[] Raw) Message(string name, string references = "", string subject = "s")
    {
        var ids = references.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => $"<{id}@x>").ToArray();
        string[] headers = ids.Length == 0 ? [] : ids.Length == 1 ? [$"In-Reply-To: {ids[0]}"] : [$"References: {string.Join(' ', ids)}"];
        return (name, Eml.Plain($"{name}\n", $"<{name}@x>", subject, headers));
    }

    private static Task<IReadOnlyList<HarnessOutput>> ChainAsync((string Key, byte[] Raw)[] messages) => MailHarness.ChainAsync(
        messages.ToDictionary(message => message.Key, message => message.Raw), new EmailExtension(), new ReferencesExtension(), new ThreadLinkExtension(), new ThreadExtension());

    // Each conversation as the keys of its messages.
    private static async Task<string[]> ConversationsAsync(params (string Key, byte[] Raw)[] messages) =>
    [
        .. (await ChainAsync(messages)).Where(output => output.Schema == MailSchemas.Thread)
            .Select(output => string.Join(' ', output.Read(MailJson.Default.MessageThread).Messages.Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal),
    ];
}
