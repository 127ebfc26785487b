using Mailroom.Mail;
using Mailroom.Schemas;
using Raindrop.Extensions;

namespace Mailroom.Extensions;

/// <summary>Finds the links in the new text of a message and in its HTML.</summary>
internal sealed class LinksExtension() : Extension<QuotedBody>(
    new ExtensionDefinition { Id = "mail.links", Version = 1, Inputs = [MailSchemas.Quoted], Reads = [MailSchemas.Body], Outputs = [MailSchemas.Links] },
    MailJson.Default.QuotedBody)
{
    protected override async ValueTask DeriveAsync(IDerivationContext context, QuotedBody input, InputDocument document, CancellationToken cancellationToken)
    {
        var body = await context.ReadAsync(MailSchemas.Body, document.Key, cancellationToken);
        var links = LinkFinder.Find(input.NewText, body?.Read(MailJson.Default.MessageBody).Html);
        if (links.Count > 0) context.Emit(MailSchemas.Links, document.Key, new MessageLinks(links), MailJson.Default.MessageLinks);
    }
}
