using Mailroom.Mail;
using Mailroom.Schemas;
using Raindrop.Extensions;

namespace Mailroom.Extensions;

/// <summary>Lists the files in a message, with digests; says nothing of a message without files.</summary>
internal sealed class AttachmentsExtension() : Extension<SourceMessage>(
    new ExtensionDefinition { Id = "mail.attachments", Version = 1, Inputs = [MailSchemas.Message], Outputs = [MailSchemas.Attachments] },
    MailJson.Default.SourceMessage)
{
    protected override async ValueTask DeriveAsync(IDerivationContext context, SourceMessage input, InputDocument document, CancellationToken cancellationToken)
    {
        var raw = await context.ReadAttachmentAsync(document, SourceMessage.AttachmentName, cancellationToken);
        var files = AttachmentReader.Read(MessageParser.Read(raw));
        if (files.Count > 0) context.Emit(MailSchemas.Attachments, document.Key, new MessageAttachments(files), MailJson.Default.MessageAttachments);
    }
}
