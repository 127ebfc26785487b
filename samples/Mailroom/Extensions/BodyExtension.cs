using Mailroom.Mail;
using Mailroom.Schemas;
using Raindrop.Extensions;

namespace Mailroom.Extensions;

/// <summary>Reads the text and the HTML of a message, whatever its charset.</summary>
internal sealed class BodyExtension() : Extension<SourceMessage>(
    new ExtensionDefinition { Id = "mail.body", Version = 1, Inputs = [MailSchemas.Message], Outputs = [MailSchemas.Body] },
    MailJson.Default.SourceMessage)
{
    protected override async ValueTask DeriveAsync(IDerivationContext context, SourceMessage input, InputDocument document, CancellationToken cancellationToken)
    {
        var raw = await context.ReadAttachmentAsync(document, SourceMessage.AttachmentName, cancellationToken);
        context.Emit(MailSchemas.Body, document.Key, BodyReader.Read(MessageParser.Read(raw)), MailJson.Default.MessageBody);
    }
}
