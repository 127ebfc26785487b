using System.Text;
using Raindrop.Core.Tests.Frozen;
using Raindrop.Documents;
using Raindrop.Grants;
using Raindrop.Grants.Execution;
using Raindrop.Grants.Journal;
using Raindrop.Grants.Queue;
using Raindrop.Grants.Signing;
using Raindrop.Tenancy;

namespace Raindrop.Core.Tests.Grants;

/// <summary>The documents of grants, and what their tokens say. Hosts of other versions read them, so they are frozen.</summary>
public sealed class GrantStoredShapeTests
{
    private static readonly TenantId Tenant = TenantId.Parse("mfwxc4tbnzqw63dpmnvxg5dfoi");
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Content = """{"v":1}"""u8.ToArray();

    private static readonly Grant Grant = new()
    {
        Id = GrantId.TryParse("4garhjysql2pbe7qcz44twbrse", out var id) ? id : default,
        Audience = "https://app.example",
        Release = "2026.1",
        Sequence = 12,
        IssuedAt = Noon,
        ExpiresAt = Noon.AddMinutes(5),
        Tenants = [Tenant],
        Documents = [GrantedDocument.Write("rd.release:app", GrantContent.Digest(Content)), GrantedDocument.Delete("_design/rd.old")],
    };

    private static readonly QueuedGrant Queued = new() { Grant = Grant, Token = "raindrop-grant-1.…", AcceptedAt = Noon.AddSeconds(9), Contents = new Dictionary<string, ReadOnlyMemory<byte>> { ["rd.release:app"] = Content } };

    private static readonly TenantTarget Target = new TenantTarget { Tenant = Tenant }.Advance(Grant);

    private static readonly GrantJournalEntry Written = new()
    {
        Tenant = Tenant,
        Grant = Grant.Id,
        Release = Grant.Release,
        Sequence = Grant.Sequence,
        Documents = 2,
        IssuedAt = Noon,
        AcceptedAt = Noon.AddSeconds(9),
        DecidedAt = Noon.AddSeconds(10),
        Outcome = GrantOutcome.Written,
    };

    private static readonly GrantJournalEntry Refused = Written with { Outcome = GrantOutcome.Refused, Refusal = GrantRefusal.Revoked };

    [Theory]
    [InlineData("grant-queued.txt")]
    [InlineData("grant-target.txt")]
    [InlineData("grant-outcome.txt")]
    [InlineData("grant-outcome-refused.txt")]
    [InlineData("grant-settled.txt")]
    public void Grants_are_stored_as_they_always_were(string example) =>
        FrozenExample.Write(Produce(example)).Should().Be(FrozenExample.Read(example), "databases hold this shape: a new one needs a migration first");

    [Fact]
    public void What_was_stored_can_be_read()
    {
        TenantTargetJson.Read(Tenant, ContentOf("grant-target.txt")).Should().BeEquivalentTo(Target);
        GrantJournalJson.TryRead(Tenant, Queued.Key, ContentOf("grant-outcome.txt")).Should().Be(Written);
        GrantJournalJson.TryRead(Tenant, Queued.Key, ContentOf("grant-outcome-refused.txt")).Should().Be(Refused);
        QueuedGrantJson.TryRead(Queued.Key, ContentOf("grant-queued.txt"), new Believer(), out _).Should().BeEquivalentTo(Queued, options => options.Excluding(queued => queued.Contents));
        QueuedGrantJson.TryRead("another", ContentOf("grant-queued.txt"), new Believer(), out _).Should().BeNull();
        GrantJournalJson.TryRead(TenantId.New(), Queued.Key, ContentOf("grant-outcome.txt")).Should().BeNull();
    }

    [Fact]
    public void What_a_token_says_is_written_as_it_always_was() => Encoding.UTF8.GetString(GrantPayload.Write(Grant).Span).Should().Be(
        """{"id":"4garhjysql2pbe7qcz44twbrse","audience":"https://app.example","release":"2026.1","sequence":12,"issued":1769860800,"expires":1769861100,"tenants":["mfwxc4tbnzqw63dpmnvxg5dfoi"],"docs":[{"id":"rd.release:app","sha256":"r7-dDzVgsP13legcQqCnnua2_GfgZPd4Jq7mQsrSjZE"},{"id":"_design/rd.old","deleted":true}]}""");

    [Fact]
    public void The_names_of_outcomes_and_refusals_are_stored()
    {
        Enum.GetNames<GrantOutcome>().Should().Equal("Refused", "Written", "Superseded");
        Enum.GetNames<GrantRefusal>().Should().Equal("None", "Revoked", "TooLate", "Content", "Contradiction", "Store");
    }

    private static ReadOnlyMemory<byte> ContentOf(string example) => FrozenExample.Parse(FrozenExample.Read(example)).Content;

    private static Document Produce(string example) => example switch
    {
        "grant-queued.txt" => new Document { Id = GrantQueue.IdOf(Queued.Key), Content = QueuedGrantJson.Write(Queued) },
        "grant-target.txt" => new Document { Id = TenantTarget.IdOf(Tenant), Content = TenantTargetJson.Write(Target) },
        "grant-settled.txt" => new Document { Id = $"{SettledGrants.Schema}:{Queued.Key}", Content = SettledGrants.Write(Queued.Key, Noon.AddSeconds(10)) },
        "grant-outcome.txt" => OutcomeOf(Written),
        _ => OutcomeOf(Refused),
    };

    private static Document OutcomeOf(GrantJournalEntry entry) => new() { Id = $"{GrantJournalJson.Schema}:{GrantJournal.KeyOf(Tenant, Queued.Key)}", Content = GrantJournalJson.Write(entry) };

    /// <summary>Takes the token of the example for the grant.</summary>
    private sealed class Believer : IGrantVerifier
    {
        public GrantVerification Verify(string token, DateTimeOffset presentedAt) => token == Queued.Token && presentedAt == Queued.AcceptedAt ? GrantVerification.Accept(Grant) : default;
    }
}
