using Mailroom.Generation;
using Mailroom.Hosting;
using Mailroom.Schemas;
using Mailroom.Tests.Support;
using Raindrop.Derivation;
using Raindrop.Extensions;

namespace Mailroom.Tests.EndToEnd;

public sealed class RunTests
{
    public static TheoryData<string> Stores => [.. Tenant.Stores];

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task The_bundled_mailbox_is_imported_and_derived_once_and_a_second_run_finds_nothing_to_do(string store)
    {
        await using var tenant = await Tenant.CreateAsync(store);
        var letters = SyntheticMailbox.Letters();
        (await tenant.ImportAsync(letters)).Should().BeEquivalentTo(new { Read = letters.Count, Added = letters.Count - 1, Known = 1, Refused = 0 });
        var first = await tenant.DeriveAsync();
        first.IsCaughtUp.Should().BeTrue();
        first.Extensions.Should().HaveCount(14).And.OnlyContain(one => one.Executed == one.Outdated && one.Executed > 0 && one.Deleted == 0);
        Of(first, "mail.email").Outdated.Should().Be(letters.Count - 1);
        Of(first, "mail.inbox").Should().BeEquivalentTo(new { Outdated = 1, Written = 1 });
        Of(first, "mail.thread").Outdated.Should().Be(await CountAsync(tenant, MailSchemas.Thread));

        var before = (await tenant.Host.Database.GetInfoAsync(MailHarness.Token)).UpdateCount;
        await tenant.ReopenAsync();
        (await tenant.ImportAsync(letters)).Should().BeEquivalentTo(new { Added = 0, Known = letters.Count });
        var second = await tenant.DeriveAsync();
        second.Extensions.Should().OnlyContain(one => one.Outdated == 0 && one.Executed == 0 && one.Written == 0 && one.Deleted == 0);
        second.IsCaughtUp.Should().BeTrue();
        (await tenant.Host.Database.GetInfoAsync(MailHarness.Token)).UpdateCount.Should().Be(before, "nothing is written where nothing is to be done");
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_bump_makes_exactly_the_derivations_of_that_extension_outdated(string store)
    {
        await using var tenant = await Tenant.CreateAsync(store);
        await tenant.ImportAsync(SyntheticMailbox.Letters());
        await tenant.DeriveAsync();
        foreach (var (extension, inputs) in new[] { ("mail.quoted", MailSchemas.Body), ("mail.grouping.list", MailSchemas.MailingList), ("mail.conversation", MailSchemas.Thread) })
        {
            new DataFolder(tenant.Settings.Data).Bumps.Raise([extension]);
            await tenant.ReopenAsync();
            var result = await tenant.DeriveAsync();
            var expected = await CountAsync(tenant, inputs);
            expected.Should().BePositive();
            Of(result, extension).Should().BeEquivalentTo(new { Version = 2, Outdated = expected, Executed = expected, Written = 0, Failed = 0 });
            result.Extensions.Where(one => one.Extension != extension).Should().OnlyContain(one => one.Outdated == 0, "its outputs came out as they were");
        }
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Damaged_messages_become_dead_letters_which_can_be_retried_and_cleared(string store)
    {
        await using var tenant = await Tenant.CreateAsync(store);
        await tenant.ImportAsync(Eml.Plain(), [], Eml.Raw("Subject: x\nContent-Type: multipart/mixed\n\nno parts\n"));
        Of(await tenant.DeriveAsync(), "mail.email").Should().BeEquivalentTo(new { Executed = 3, Written = 2, Failed = 1, DeadLettered = 1 });
        var letters = await DeadLettersAsync(tenant);
        letters.Should().OnlyContain(letter => letter.Category == DerivationFailure.InvalidInput && letter.InputId.StartsWith("rd.msg.rfc822:", StringComparison.Ordinal));
        letters.Select(letter => letter.Extension).Should().BeEquivalentTo("mail.email", "mail.body", "mail.body", "mail.attachments");

        (await tenant.Host.Runner.RetryDeadLettersAsync(tenant.Host.Database, "mail.body", MailHarness.Token)).Should().Be(2);
        Of(await tenant.DeriveAsync(), "mail.body").Should().BeEquivalentTo(new { Executed = 2, DeadLettered = 2 });
        (await tenant.Host.Runner.ClearDeadLettersAsync(tenant.Host.Database, null, MailHarness.Token)).Should().Be(4);
        (await tenant.DeriveAsync()).Extensions.Should().OnlyContain(one => one.Outdated == 0);
        (await DeadLettersAsync(tenant)).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_document_is_explained_back_to_its_source_with_versions(string store)
    {
        await using var tenant = await Tenant.CreateAsync(store);
        await tenant.ImportAsync(Eml.Plain());
        await tenant.DeriveAsync();
        var source = (await tenant.DocumentsAsync(MailSchemas.Message)).Single();
        var id = source.Id.Replace(MailSchemas.Message, MailSchemas.Quoted, StringComparison.Ordinal) + ":mail.quoted";
        var quoted = await tenant.Host.Runner.ExplainAsync(tenant.Host.Database, id, MailHarness.Token);
        quoted.Should().BeEquivalentTo(new { DocumentId = id, Extension = "mail.quoted", ExtensionVersion = 1 });
        var body = quoted!.Inputs.Should().ContainSingle().Subject;
        body.Should().BeEquivalentTo(new { Extension = "mail.body", ExtensionVersion = 1 });
        body.Inputs.Should().ContainSingle().Which.Should().BeEquivalentTo(new { DocumentId = source.Id, source.Revision, Extension = (string?)null });
        (await tenant.Host.Runner.ExplainAsync(tenant.Host.Database, "rd.inbox:none:mail.inbox", MailHarness.Token)).Should().BeNull();
    }

    [Fact]
    public async Task All_stores_derive_the_same_documents()
    {
        List<SortedDictionary<string, string>> states = [];
        foreach (var store in Tenant.Stores)
        {
            await using var tenant = await Tenant.CreateAsync(store);
            await tenant.ImportAsync(SyntheticMailbox.Letters());
            await tenant.DeriveAsync();
            states.Add(await State.OfAsync(tenant));
        }

        states[0].Should().HaveCountGreaterThan(2000);
        foreach (var state in states.Skip(1)) state.Should().Equal(states[0]);
    }

    internal static ExtensionResult Of(DerivationResult result, string extension) => result.Extensions.Single(one => one.Extension == extension);

    private static async Task<int> CountAsync(Tenant tenant, string schema) => (await tenant.DocumentsAsync(schema)).Count;

    private static async Task<List<DeadLetter>> DeadLettersAsync(Tenant tenant)
    {
        List<DeadLetter> letters = [];
        await foreach (var letter in tenant.Host.Runner.ListDeadLettersAsync(tenant.Host.Database, MailHarness.Token)) letters.Add(letter);
        return letters;
    }
}
