using Mailroom.Extensions;
using Mailroom.Generation;
using Mailroom.Schemas;
using Mailroom.Tests.Support;
using Raindrop.Extensions;
using Raindrop.Testing;

namespace Mailroom.Tests.Extensions;

public sealed class CatalogueTests
{
    [Fact]
    public void All_extensions_and_schemas_fit_together()
    {
        var builder = new ExtensionRegistryBuilder();
        foreach (var schema in MailSchemas.All) builder.AddSchema(schema);
        foreach (var extension in MailExtensions.All()) builder.Add(extension);
        var registry = builder.Build();
        registry.Extensions.Should().HaveCount(14);
        registry.WritersOf(MailSchemas.Grouping).Select(writer => writer.Definition.Id).Should().Equal("mail.grouping.notification", "mail.grouping.list", "mail.grouping.recipient");
        registry.Extensions[^1].Definition.Id.Should().Be("mail.inbox");
    }

    [Fact]
    public void A_bump_raises_the_version_of_that_extension_alone()
    {
        var bumped = MailExtensions.All(new Dictionary<string, int> { ["mail.quoted"] = 2 });
        bumped.Where(extension => extension.Definition.Version != 1).Should().ContainSingle().Which.Definition.Should().BeEquivalentTo(new { Id = "mail.quoted", Version = 3 });
    }

    [Fact]
    public async Task Every_letter_of_the_bundled_mailbox_is_read_or_refused_as_invalid_and_nothing_else()
    {
        List<DerivationFailure?> failures = [];
        foreach (var extension in new IExtension[] { new EmailExtension(), new BodyExtension(), new AttachmentsExtension() })
        {
            foreach (var letter in SyntheticMailbox.Letters()) failures.Add((await MailHarness.RunAsync(extension, letter)).Failure);
        }

        failures.Where(failure => failure is not null).Should().HaveCountGreaterThan(8).And.OnlyContain(failure => failure == DerivationFailure.InvalidInput);
    }

    [Fact]
    public async Task Extensions_give_the_same_bytes_each_time()
    {
        var raw = SyntheticMailbox.Letters().First(letter => letter.Length > 2000);
        foreach (var extension in new IExtension[] { new EmailExtension(), new BodyExtension(), new AttachmentsExtension() })
        {
            var report = await new ExtensionHarness(extension)
                .GivenSource(MailSchemas.Message, "key", new SourceMessage(raw.Length), MailJson.Default.SourceMessage)
                .WithAttachment(SourceMessage.AttachmentName, "message/rfc822", raw)
                .CheckDeterminismAsync(MailHarness.Token);
            report.IsDeterministic.Should().BeTrue(report.ToString());
        }
    }
}
