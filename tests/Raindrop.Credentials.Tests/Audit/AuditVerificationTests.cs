using System.Text;
using Raindrop.Credentials.Tests.Stores;
using Raindrop.Documents;

namespace Raindrop.Credentials.Tests.Audit;

/// <summary>What whoever can write the audit database may try, and what the verification says of it.</summary>
public sealed class AuditVerificationTests
{
    public static TheoryData<string> Stores => TestStore.Names;

    [Fact]
    public async Task An_empty_trail_is_intact()
    {
        await using var world = await VaultWorld.CreateAsync();

        (await world.Audit.VerifyAsync(world.Tenant)).Should().BeEquivalentTo(new { world.Tenant, Entries = 0L, Head = AuditHead.Empty, IsIntact = true });
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task An_entry_that_was_altered_breaks_the_chain(string store)
    {
        await using var world = await CreateAsync(store);
        await EditAsync(world, 2, text => text.Replace("\"actor\":\"a\"", "\"actor\":\"b\"", StringComparison.Ordinal));

        (await FlawsAsync(world)).Should().Equal(new AuditFlaw(3, AuditFlawKind.Broken));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task An_entry_that_was_taken_out_is_missing(string store)
    {
        await using var world = await CreateAsync(store);
        await DeleteAsync(world, 2);
        await DeleteAsync(world, 3);

        (await FlawsAsync(world)).Should().Equal(new AuditFlaw(2, AuditFlawKind.Missing), new AuditFlaw(3, AuditFlawKind.Missing));
    }

    [Fact]
    public async Task An_entry_that_was_taken_out_with_those_behind_it_moved_up_is_seen()
    {
        await using var world = await CreateAsync();
        var third = (await world.AuditDatabase.GetAsync(new DocumentReference(IdOf(world, 3))))!;
        await EditAsync(world, 2, _ => Encoding.UTF8.GetString(third.Content.Span).Replace("0003", "0002", StringComparison.Ordinal));
        await DeleteAsync(world, 3);

        (await FlawsAsync(world)).Select(flaw => flaw.Kind).Should().Contain(AuditFlawKind.Broken).And.Contain(AuditFlawKind.Missing);
    }

    [Fact]
    public async Task Something_else_in_an_entrys_place_is_malformed()
    {
        await using var world = await CreateAsync();
        await EditAsync(world, 3, _ => "{}");
        (await FlawsAsync(world)).Should().Equal(new AuditFlaw(3, AuditFlawKind.Malformed));

        await EditAsync(world, 4, _ => "{}");
        await EditAsync(world, 5, _ => "{}");
        await world.NewHost().Audit.AppendAsync(AuditTrailTests.Note(world.Tenant, "a"));
        (await world.Audit.VerifyAsync(world.Tenant)).Should().BeEquivalentTo(
            new { Entries = 3L, FlawCount = 3L, Head = new { Number = 6L } }, options => options.ExcludingMissingMembers(), "the vault goes on behind it");
    }

    [Fact]
    public async Task A_document_that_is_no_entry_at_all_is_told_and_stops_the_trail()
    {
        await using var world = await CreateAsync();
        await world.AuditDatabase.PutAsync(new Document { Id = $"rd.audit:{world.Tenant}/9999" });

        (await FlawsAsync(world)).Should().Equal(new AuditFlaw(6, AuditFlawKind.Malformed));
        await FluentActions.Awaiting(() => world.NewHost().Audit.AppendAsync(AuditTrailTests.Note(world.Tenant, "a")).AsTask()).Should().ThrowAsync<StoreProtocolException>();
    }

    [Fact]
    public async Task A_head_that_was_kept_tells_of_an_end_that_was_cut_off()
    {
        await using var world = await CreateAsync();
        var head = (await world.Audit.VerifyAsync(world.Tenant)).Head;
        await DeleteAsync(world, 4);
        await DeleteAsync(world, 5);

        (await FlawsAsync(world)).Should().BeEmpty("the chain alone cannot tell");
        (await FlawsAsync(world, head)).Should().Equal(new AuditFlaw(4, AuditFlawKind.Missing), new AuditFlaw(5, AuditFlawKind.Missing));
    }

    [Fact]
    public async Task A_head_that_was_kept_tells_of_a_trail_that_was_written_anew()
    {
        await using var world = await CreateAsync();
        var head = (await world.Audit.VerifyAsync(world.Tenant)).Head;
        for (var number = 1; number <= 5; number++) await DeleteAsync(world, number);
        var (_, audit) = world.NewHost();
        for (var n = 0; n < 6; n++) await audit.AppendAsync(AuditTrailTests.Note(world.Tenant, "forged"));

        (await FlawsAsync(world)).Should().BeEmpty("the chain alone cannot tell");
        (await FlawsAsync(world, head)).Should().Equal(new AuditFlaw(5, AuditFlawKind.Replaced));
    }

    [Fact]
    public async Task A_head_that_was_kept_is_found_again_as_the_trail_goes_on()
    {
        await using var world = await CreateAsync();
        var head = (await world.Audit.VerifyAsync(world.Tenant)).Head;
        await world.Audit.AppendAsync(AuditTrailTests.Note(world.Tenant, "a"));

        (await FlawsAsync(world, head)).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Two_entries_of_one_number_are_both_kept_and_no_flaw(string store)
    {
        await using var world = await CreateAsync(store);
        // What a cluster does with two creations at once: the other host's entry follows from the same one.
        var second = (await world.AuditDatabase.GetAsync(new DocumentReference(IdOf(world, 2))))!;
        var text = Encoding.UTF8.GetString(second.Content.Span).Replace("\"actor\":\"a\"", "\"actor\":\"other\"", StringComparison.Ordinal);
        await world.AuditDatabase.BulkWriteAsync([new Document { Id = second.Id, Revision = "1-00000000000000000000000000000000", Content = Encoding.UTF8.GetBytes(text) }], WriteMode.Replicated);

        (await world.Audit.VerifyAsync(world.Tenant)).Should().BeEquivalentTo(new { Entries = 6L, Forks = 1L, IsIntact = true });
        (await world.Audit.ReadAsync(world.Tenant).Select(entry => (entry.Number, entry.Note.Actor)).ToListAsync())
            .Should().Equal((1, "a"), (2, "a"), (2, "other"), (3, "a"), (4, "a"), (5, "a"));
    }

    [Fact]
    public async Task Flaws_beyond_the_first_hundred_are_counted()
    {
        await using var world = await CreateAsync();
        var fifth = (await world.AuditDatabase.GetAsync(new DocumentReference(IdOf(world, 5))))!;
        var far = Encoding.UTF8.GetString(fifth.Content.Span).Replace("0000000000000000005", "0000000001000000005", StringComparison.Ordinal);
        await world.AuditDatabase.PutAsync(new Document { Id = IdOf(world, 1_000_000_005), Content = Encoding.UTF8.GetBytes(far) });

        var verified = await world.Audit.VerifyAsync(world.Tenant);
        verified.FlawCount.Should().Be(999_999_999);
        verified.Flaws.Should().HaveCount(AuditVerification.MaxFlaws).And.StartWith(new AuditFlaw(6, AuditFlawKind.Missing));
    }

    private static async Task<VaultWorld> CreateAsync(string store = TestStore.Embedded)
    {
        var world = await VaultWorld.CreateAsync(store);
        for (var n = 0; n < 5; n++) await world.Audit.AppendAsync(AuditTrailTests.Note(world.Tenant, "a"));
        return world;
    }

    private static string IdOf(VaultWorld world, long number) => $"rd.audit:{world.Tenant}/{number:d19}";

    private static async Task<IReadOnlyList<AuditFlaw>> FlawsAsync(VaultWorld world, AuditHead? known = null)
    {
        var verified = await world.Audit.VerifyAsync(world.Tenant, known);
        verified.IsIntact.Should().Be(verified.Flaws.Count == 0);
        verified.FlawCount.Should().Be(verified.Flaws.Count);
        return verified.Flaws;
    }

    private static async Task DeleteAsync(VaultWorld world, long number) =>
        await world.AuditDatabase.DeleteAsync(IdOf(world, number), (await world.AuditDatabase.GetRevisionAsync(IdOf(world, number)))!);

    private static async Task EditAsync(VaultWorld world, long number, Func<string, string> edit)
    {
        var document = (await world.AuditDatabase.GetAsync(new DocumentReference(IdOf(world, number))))!;
        var text = edit(Encoding.UTF8.GetString(document.Content.Span));
        await world.AuditDatabase.PutAsync(new Document { Id = document.Id, Revision = document.Revision, Content = Encoding.UTF8.GetBytes(text) });
    }
}
