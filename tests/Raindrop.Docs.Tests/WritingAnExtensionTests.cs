using System.Text;
using Raindrop.Credentials;
using Raindrop.Docs.Tests.Running;
using Raindrop.Docs.Tests.Snippets;
using Raindrop.Documents;
using Raindrop.Extensions;
using Raindrop.Schemas;
using Raindrop.Testing;

namespace Raindrop.Docs.Tests;

/// <summary>What the page says that its extensions do.</summary>
public sealed class WritingAnExtensionTests
{
    private static readonly SchemaDefinition Note = new("note", 1, SchemaKind.Source);
    private static readonly SchemaDefinition Message = new("message", 1, SchemaKind.Source);
    private static readonly SchemaDefinition[] MessageSchemas = [Message, new("message.by-id", 1, SchemaKind.Derived), new("message.reply", 1, SchemaKind.Derived)];

    [Fact]
    public async Task A_reply_that_comes_before_its_parent_is_resolved_when_the_parent_comes()
    {
        await using var tenant = await TestTenant.CreateAsync(MessageSchemas, new IndexMessage(), new ResolveReply());
        await tenant.Database.PutAsync(SourceDocument.Create(Message, "2", new Message("<b@x>", "<a@x>", "Re: hello"), MessagesJson.Default.Message));
        await tenant.Runner.RunOnceAsync(tenant.Database);
        (await PayloadAsync(tenant, "message.reply:2:resolve-reply")).Should().Contain("\"to\":null");

        await tenant.Database.PutAsync(SourceDocument.Create(Message, "1", new Message("<a@x>", null, "hello"), MessagesJson.Default.Message));
        await tenant.Runner.RunOnceAsync(tenant.Database);

        (await PayloadAsync(tenant, "message.reply:2:resolve-reply")).Should().Contain("\"to\":\"1\"");
    }

    [Fact]
    public async Task A_group_is_the_documents_whose_keys_share_their_first_segment()
    {
        var runs = await new ExtensionHarness(new MonthlyTotals())
            .GivenSource("expense", "2026-01/0017", """{"amount":1.5}""").GivenSource("expense", "2026-01/0018", """{"amount":2}""").GivenSource("expense", "2026-02/0001", """{"amount":4}""")
            .RunAllAsync();

        runs.Select(run => run.OnlyDocument().Json).Should().Equal("""{"count":2,"amount":3.5}""", """{"count":1,"amount":4}""");
    }

    [Fact]
    public async Task A_signature_is_verified_with_the_tenants_key()
    {
        using var key = new Credential { Kind = CredentialKind.ApiKey, Endpoint = new CredentialEndpoint("https", "hooks.example", 443), Value = Secret.FromText("key") };
        var signature = Convert.ToBase64String(System.Security.Cryptography.HMACSHA256.HashData("key"u8, "hello"u8));
        var harness = new ExtensionHarness(new VerifyNotice()).GivenSource("notice", "a", $$"""{"text":"hello","signature":"{{signature}}"}""");

        (await harness.RunAsync()).Failure.Should().Be(DerivationFailure.MissingCredential);
        var run = await harness.GivenCredential("webhook", "verify", key).RunAsync();

        run.OnlyDocument().Json.Should().Be("""{"isSigned":true}""");
        run.Credentials.Should().Equal(new CredentialUse("webhook", "verify"));
    }

    [Fact]
    public async Task An_attachment_is_read_and_another_attached()
    {
        var run = await new ExtensionHarness(new PlainText()).GivenSource("upload", "a", """{"fileName":"a.txt"}""").WithAttachment("raw", "text/plain", new byte[] { 0xE9 }).RunAsync();

        Encoding.UTF8.GetString(run.OnlyDocument().Attachments["text"].Data!.Value.Span).Should().Be("é");
    }

    [Fact]
    public async Task Each_field_is_the_most_confident_writers_that_has_it_and_the_users_above_all()
    {
        var seen = new List<string>();
        var reader = new ReadTitle(seen);
        await using var tenant = await TestTenant.CreateAsync([Note, Overriding.TitleSchema, new("note.seen", 1, SchemaKind.Derived)], new FirstWords(), new Heading(), reader);
        await tenant.Database.PutAsync(SourceDocument.Create(Note, "a", new Note("# Shopping\nmilk"), TitlesJson.Default.Note));

        await tenant.Runner.RunOnceAsync(tenant.Database);
        await Overriding.RenameAsync(tenant.Database, "a");
        await tenant.Runner.RunOnceAsync(tenant.Database);
        var revision = await tenant.Database.GetRevisionAsync("note.title:a:@user");
        await tenant.Database.DeleteAsync("note.title:a:@user", revision!);
        await tenant.Runner.RunOnceAsync(tenant.Database);

        seen.Should().Equal("Shopping en", "My own title en", "Shopping en");
    }

    [Fact]
    public async Task A_failure_that_a_second_try_cannot_heal_is_tried_once()
    {
        await using var tenant = await TestTenant.CreateAsync([Note, new("note.preview", 1, SchemaKind.Derived)], new MakePreview(10));
        await tenant.Database.PutAsync(SourceDocument.Create(Note, "a", new Note("a\0b"), PreviewJson.Default.Note));

        await tenant.Runner.RunOnceAsync(tenant.Database);

        (await tenant.Runner.ListDeadLettersAsync(tenant.Database).ToListAsync()).Should().ContainSingle()
            .Which.Should().BeEquivalentTo(new { Category = DerivationFailure.InvalidInput, Attempts = 1 });
    }

    [Fact]
    public void Settings_follow_what_the_extension_was_made_with() =>
        new MakePreview(10).Definition.Settings.Should().NotBe(new MakePreview(20).Definition.Settings);

    [Fact]
    public async Task A_note_is_cut_to_the_width_of_the_settings() =>
        (await new ExtensionHarness(new MakePreview(3)).GivenSource("note", "a", """{"text":"abcdef"}""").RunAsync()).OnlyDocument().Json.Should().Be("""{"text":"abc"}""");

    private static async Task<string> PayloadAsync(TestTenant tenant, string id) =>
        Encoding.UTF8.GetString((await tenant.Database.GetAsync(new DocumentReference(id)))!.Content.Span);

    private sealed class ReadTitle(List<string> seen) : Extension<Title>(
        new ExtensionDefinition { Id = "read-title", Version = 1, Inputs = ["note.title"], Outputs = ["note.seen"] }, TitlesJson.Default.Title)
    {
        protected override ValueTask DeriveAsync(IDerivationContext context, Title input, InputDocument document, CancellationToken cancellationToken)
        {
            seen.Add($"{input.Text} {input.Language}");
            return ValueTask.CompletedTask;
        }
    }
}
