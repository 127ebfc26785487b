using System.Text;
using Raindrop.Core.Tests.Frozen;
using Raindrop.Credentials;
using Raindrop.Credentials.Auditing;
using Raindrop.Documents;

namespace Raindrop.Core.Tests.Credentials;

public sealed class AuditRecordTests
{
    // Worked out independently with Python's hashlib.
    private const string FirstHash = "c20663abb25a7c7e860ed5cf639235813c8447cda418dd5e5c69dad7a803ec67";
    private const string SecondHash = "8a66d2f22707eacbb92517f48d17e506228111e04aa07a6e2d00aa30df7d9d89";

    private static readonly AuditNote Requested = new()
    {
        Tenant = Examples.Tenant,
        Actor = "mail-importer",
        Action = AuditAction.Store,
        Outcome = AuditOutcome.Requested,
        Name = "mail.imap",
        Purpose = "import",
    };

    private static readonly AuditRecord First = new(new AuditEntry(1, Examples.Stored, Requested), "", new string('a', 26));
    private static readonly AuditRecord Second = new(new AuditEntry(2, Examples.Stored.AddMilliseconds(250), Requested with { Outcome = AuditOutcome.Done, Request = 1 }), FirstHash, new string('b', 26));

    [Fact]
    public void An_entry_is_stored_as_it_always_was()
    {
        FrozenExample.Write(First.ToDocument()).Should().Be(FrozenExample.Read("audit-requested.txt"));
        FrozenExample.Write(Second.ToDocument()).Should().Be(FrozenExample.Read("audit-done.txt"));
    }

    [Fact]
    public void An_entry_that_was_stored_can_be_read()
    {
        AuditJson.Read(FrozenExample.Parse(FrozenExample.Read("audit-requested.txt"))).Should().Be(First);
        AuditJson.Read(FrozenExample.Parse(FrozenExample.Read("audit-done.txt"))).Should().Be(Second);
    }

    [Fact]
    public void Its_hash_is_what_its_description_says()
    {
        First.Head.Should().Be(new AuditHead(1, FirstHash));
        Second.Head.Should().Be(new AuditHead(2, SecondHash));
    }

    [Fact]
    public void The_hash_covers_every_field()
    {
        var (entry, note) = (Second.Entry, Second.Entry.Note);
        AuditRecord With(AuditNote other) => Second with { Entry = entry with { Note = other } };
        AuditRecord[] others =
        [
            Second with { Previous = SecondHash },
            Second with { Nonce = new string('c', 26) },
            Second with { Entry = entry with { Number = 3 } },
            Second with { Entry = entry with { At = entry.At.AddMilliseconds(1) } },
            With(note with { Tenant = Raindrop.Tenancy.TenantId.New() }),
            With(note with { Actor = "other" }),
            With(note with { Action = AuditAction.Open }),
            With(note with { Outcome = AuditOutcome.Failed }),
            With(note with { Name = "mail.imapi", Purpose = "mport" }),
            With(note with { Purpose = null }),
            With(note with { Request = null }),
            With(note with { Request = 2 }),
        ];

        others.Append(Second).Select(record => record.Hash()).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData("\"rd_schema_version\":1", "\"rd_schema_version\":2")]
    [InlineData("\"rd_schema\":\"rd.audit\"", "\"rd_schema\":\"rd.other\"")]
    [InlineData("\"outcome\":\"Done\"", "\"outcome\":\"1\"")]
    [InlineData("\"outcome\":\"Done\"", "\"outcome\":\"done\"")]
    [InlineData("\"action\":\"Store\"", "\"action\":null")]
    [InlineData("\"request\":1", "\"request\":1.5")]
    [InlineData("\"request\":1", "\"request\":1,\"more\":1")]
    [InlineData(".250Z", ".25Z")]
    [InlineData("\"purpose\":\"import\"", "\"purpose\":\"\"")]
    [InlineData("\"name\":\"mail.imap\"", "\"name\":\"\"")]
    [InlineData("\"actor\":\"mail-importer\"", "\"actor\":\"user@example.org\"")]
    [InlineData("/0000000000000000002\"", "/0000000000000000003\"")]
    public void A_document_of_another_form_is_none(string part, string other)
    {
        var document = FrozenExample.Parse(FrozenExample.Read("audit-done.txt"));
        var text = Encoding.UTF8.GetString(document.Content.Span);
        text.Should().Contain(part);

        AuditJson.Read(new Document { Id = document.Id, Content = Encoding.UTF8.GetBytes(text.Replace(part, other, StringComparison.Ordinal)) }).Should().BeNull();
    }

    [Theory]
    [InlineData("rd.audit:abcdefghijklmnopqrstuvwxyz/1")]
    [InlineData("rd.audit:abcdefghijklmnopqrstuvwxyz/0000000000000000000")]
    [InlineData("rd.audit:abcdefghijklmnopqrstuvwxyz/9223372036854775807")]
    [InlineData("rd.audit:abcdefghijklmnopqrstuvwxyz/9999999999999999999")]
    [InlineData("rd.audit:abcdefghijklmnopqrstuvwxyz/+000000000000000001")]
    [InlineData("rd.audit:Abcdefghijklmnopqrstuvwxyz/0000000000000000001")]
    [InlineData("rd.audix:abcdefghijklmnopqrstuvwxyz/0000000000000000001")]
    public void An_id_of_another_form_is_none(string id) => AuditFormat.TryParse(id, out _, out _).Should().BeFalse();

    [Fact]
    public void The_names_of_actions_and_outcomes_are_stored()
    {
        Enum.GetNames<AuditAction>().Should().Equal("Store", "Replace", "Open", "Delete", "Reseal");
        Enum.GetNames<AuditOutcome>().Should().Equal("Requested", "Done", "NotFound", "Exists", "Conflict", "Expired", "Unreadable", "NoKey", "Failed");
        Enum.GetNames<CredentialKind>().Should().Equal("Password", "OAuthTokens", "ApiKey");
    }
}
