using Mailroom.Mail;
using Mailroom.Schemas;
using Raindrop.Extensions;

namespace Mailroom.Extensions;

/// <summary>Recognizes the mailing list through which a message came.</summary>
internal sealed class MailingListExtension() : Extension<Email>(
    new ExtensionDefinition { Id = "mail.mailing-list", Version = 1, Inputs = [MailSchemas.Email], Outputs = [MailSchemas.MailingList] },
    MailJson.Default.Email)
{
    protected override ValueTask DeriveAsync(IDerivationContext context, Email input, InputDocument document, CancellationToken cancellationToken)
    {
        if (ListHeaders.Read(input) is { } list) context.Emit(MailSchemas.MailingList, document.Key, list, MailJson.Default.MailingList);
        return ValueTask.CompletedTask;
    }
}
