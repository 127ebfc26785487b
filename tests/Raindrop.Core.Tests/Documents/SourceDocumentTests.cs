using System.Text;
using Raindrop.Core.Tests.Extensions;
using Raindrop.Documents;
using Raindrop.Schemas;

namespace Raindrop.Core.Tests.Documents;

public sealed class SourceDocumentTests
{
    private static readonly SchemaDefinition Mail = TestRegistry.Source("mail", 2);
    private static readonly SchemaDefinition Tag = TestRegistry.Derived("tag") with { AllowsOverrides = true };

    [Fact]
    public void A_source_document_has_its_envelope_before_its_payload()
    {
        var attachments = new Dictionary<string, DocumentAttachment> { ["raw"] = new() { ContentType = "message/rfc822", Data = "x"u8.ToArray() } };
        var document = SourceDocument.Create(Mail, "k", """ {"b":1,"a":2} """u8.ToArray(), attachments, "1-a");

        document.Id.Should().Be("mail:k");
        document.Revision.Should().Be("1-a");
        document.Attachments.Should().BeSameAs(attachments);
        Encoding.UTF8.GetString(document.Content.Span).Should().Be("""{"rd_schema":"mail","rd_schema_version":2,"rd_key":"k","b":1,"a":2}""");
    }

    [Fact]
    public void An_override_names_the_user_as_its_writer()
    {
        var document = SourceDocument.CreateOverride(Tag, "k", """{"tag":null}"""u8.ToArray());

        document.Id.Should().Be("tag:k:@user");
        Encoding.UTF8.GetString(document.Content.Span).Should().Be("""{"rd_schema":"tag","rd_schema_version":1,"rd_key":"k","tag":null}""");
    }

    [Fact]
    public void What_is_not_valid_is_refused_without_being_quoted()
    {
        Action[] wrong =
        [
            () => SourceDocument.Create(Tag, "k", "{}"u8.ToArray()),
            () => SourceDocument.Create(Mail, "secret:", "{}"u8.ToArray()),
            () => SourceDocument.Create(Mail, "k", """{"rd_secret":1}"""u8.ToArray()),
            () => SourceDocument.Create(Mail, "k", """{"_secret":1}"""u8.ToArray()),
            () => SourceDocument.Create(Mail, "k", """{"secret":1,"secret":2}"""u8.ToArray()),
            () => SourceDocument.Create(Mail, "k", "[\"secret\"]"u8.ToArray()),
            () => SourceDocument.CreateOverride(Mail, "k", "{}"u8.ToArray()),
            () => SourceDocument.CreateOverride(Tag with { AllowsOverrides = false }, "k", "{}"u8.ToArray()),
        ];
        foreach (var action in wrong) action.Should().Throw<ArgumentException>().Which.ToString().Should().NotContain("secret");
    }
}
