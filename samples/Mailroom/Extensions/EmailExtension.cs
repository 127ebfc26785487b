using Mailroom.Mail;
using Mailroom.Schemas;
using Raindrop.Extensions;

namespace Mailroom.Extensions;

/// <summary>Reads the header of a message.</summary>
internal sealed class EmailExtension() : Extension<SourceMessage>(
    new ExtensionDefinition { Id = "mail.email", Version = 1, Inputs = [MailSchemas.Message], Outputs = [MailSchemas.Email] },
    MailJson.Default.SourceMessage)
{
    protected override async ValueTask DeriveAsync(IDerivationContext context, SourceMessage input, InputDocument document, CancellationToken cancellationToken)
    {
        var raw = await context.ReadAttachmentAsync(document, SourceMessage.AttachmentName, cancellationToken);
        context.Emit(MailSchemas.Email, document.Key, EmailReader.Read(MessageParser.ReadHeader(raw)), MailJson.Default.Email);
    }
}
