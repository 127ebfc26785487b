using Mailroom.Mail;
using Mailroom.Schemas;
using Raindrop.Extensions;

namespace Mailroom.Extensions;

/// <summary>Tells what is new in a text from what is quoted.</summary>
internal sealed class QuotedExtension() : Extension<MessageBody>(
    new ExtensionDefinition { Id = "mail.quoted", Version = 1, Inputs = [MailSchemas.Body], Outputs = [MailSchemas.Quoted] },
    MailJson.Default.MessageBody)
{
    protected override ValueTask DeriveAsync(IDerivationContext context, MessageBody input, InputDocument document, CancellationToken cancellationToken)
    {
        context.Emit(MailSchemas.Quoted, document.Key, QuoteParser.Parse(input.Text), MailJson.Default.QuotedBody);
        return ValueTask.CompletedTask;
    }
}
