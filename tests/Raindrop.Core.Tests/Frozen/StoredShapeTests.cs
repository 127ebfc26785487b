using Raindrop.Core.Tests.Extensions;
using Raindrop.Documents;
using Raindrop.Extensions;
using Raindrop.Schemas;

namespace Raindrop.Core.Tests.Frozen;

public sealed class StoredShapeTests
{
    private static readonly SchemaDefinition Mail = TestRegistry.Source("rd.msg.rfc822", 2);
    private static readonly SchemaDefinition Body = TestRegistry.Derived("rd.msg.body", 3) with { AllowsOverrides = true };
    private static readonly byte[] Payload = """{"subject":"Grüße","size":1.50,"tags":["a",null]}"""u8.ToArray();

    [Theory]
    [InlineData("source-document.txt")]
    [InlineData("derived-document.txt")]
    [InlineData("derived-document-of-group.txt")]
    [InlineData("override-document.txt")]
    public void A_document_is_stored_as_it_always_was(string example) =>
        FrozenExample.Write(Produce(example)).Should().Be(FrozenExample.Read(example), "databases hold this shape: a new one needs a migration first");

    [Theory]
    [InlineData("source-document.txt", null, 0)]
    [InlineData("derived-document.txt", "body", 7)]
    [InlineData("derived-document-of-group.txt", "body", 7)]
    [InlineData("override-document.txt", null, 0)]
    public void A_document_that_was_stored_can_be_read(string example, string? extension, int version)
    {
        var document = FrozenExample.Parse(FrozenExample.Read(example));
        DocumentKey.TryParse(document.Id, out var id).Should().BeTrue();

        DocumentEnvelope.TryRead(document.Content.Span, out var envelope).Should().BeTrue();
        (envelope.Schema, envelope.Key).Should().Be((id!.Value.Schema, id.Value.Key));
        (envelope.Extension, envelope.ExtensionVersion).Should().Be((extension, version));
        DocumentEnvelope.PayloadOf(document.Content).ToArray().Should().Equal(Payload);
        DocumentMerger.Merge(RegistryOf(7), id.Value.Schema, id.Value.Key, [document]).SchemaVersion.Should().Be(envelope.SchemaVersion);
    }

    [Fact]
    public void A_change_of_the_shape_is_seen()
    {
        var frozen = FrozenExample.Read("derived-document.txt");
        var same = Derive(RegistryOf(7), Payload, "1-a");
        var stored = FrozenExample.Write(same);
        Document[] changed =
        [
            Derive(RegistryOf(8), Payload, "1-a"),
            Derive(RegistryOf(7), """{"size":1.50,"subject":"Grüße","tags":["a",null]}"""u8.ToArray(), "1-a"),
            Derive(RegistryOf(7), Payload, "2-a"),
            Derive(RegistryOf(7), Payload, null),
            Derive(RegistryOf(7, confidence: 51), Payload, "1-a"),
        ];

        stored.Should().Be(frozen);
        changed.Select(FrozenExample.Write).Append(stored).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void A_digest_is_what_its_description_says() =>
        // Worked out independently with Python: SHA-256 over schema version, confidence, and the parts with their lengths, each as 4 bytes, big end first.
        FrozenExample.Read("derived-document.txt").Should().Contain("\"rd_digest\":\"NBAmNiUipbJstPVlm0lnhA\"");

    [Fact]
    public void The_settings_digest_of_a_declaration_stays_the_same() =>
        // Another value would run everything again, everywhere.
        RegistryOf(7).Find("body")!.SettingsDigest.Should().Be("ndPeRtQSCQuy");

    [Fact]
    public void The_names_of_failures_are_stored_in_dead_letters() =>
        Enum.GetNames<DerivationFailure>().Should().Equal(
            "ExtensionFailed", "InvalidInput", "UndeclaredSchema", "InvalidOutput", "DuplicateOutput", "OutputRefused", "MissingAttachment", "TimedOut",
            "UndeclaredCredential", "MissingCredential", "ExpiredCredential", "UnreadableCredential");

    [Fact]
    public void The_hash_of_an_identifier_in_a_scope_stays_the_same() =>
        new IdentifierHasher(new byte[32]).ForScope("tenant").Hash("a@example.org").Should().Be("4garhjysql2pbe7qcz44twbrse");

    private static Document Produce(string example) => example switch
    {
        "source-document.txt" => SourceDocument.Create(Mail, "20260131T235959Z-abc", Payload, Raw()),
        "override-document.txt" => SourceDocument.CreateOverride(Body, "20260131T235959Z-abc", Payload),
        "derived-document.txt" => Derive(RegistryOf(7), Payload, "1-a"),
        _ => Derive(RegistryOf(7), Payload, null),
    };

    private static Dictionary<string, DocumentAttachment> Raw() =>
        new() { ["raw"] = new DocumentAttachment { ContentType = "message/rfc822", Data = "From: a"u8.ToArray() } };

    private static Document Derive(ExtensionRegistry registry, byte[] payload, string? revision)
    {
        var node = registry.Find("body")!;
        var outputs = new DerivationOutputs(node, registry);
        outputs.Emit(Body.Name, "20260131T235959Z-abc", payload).Attach("text", "text/plain", "hello"u8.ToArray()).Attach("html", "text/html", "<p>"u8.ToArray());
        var input = revision is null ? "rd.msg.rfc822:" : "rd.msg.rfc822:20260131T235959Z-abc";
        return outputs.Documents[0].ToDocument(node, input, revision, null);
    }

    private static ExtensionRegistry RegistryOf(int version, int confidence = 50) =>
        ExtensionRegistry.Create([Mail, Body], [TestExtension.Of("body", [Mail.Name], [Body.Name], version: version, confidence: confidence, settings: "width=72")]);
}
