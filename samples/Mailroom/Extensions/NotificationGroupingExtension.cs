using Mailroom.Mail;
using Mailroom.Schemas;
using Raindrop.Extensions;

namespace Mailroom.Extensions;

/// <summary>Groups notifications by their service. Its word counts most: a forge also writes the headers of a list.</summary>
internal sealed class NotificationGroupingExtension() : Extension<Email>(
    new ExtensionDefinition { Id = "mail.grouping.notification", Version = 1, Inputs = [MailSchemas.Email], Outputs = [MailSchemas.Grouping], Confidence = 90 },
    MailJson.Default.Email)
{
    protected override ValueTask DeriveAsync(IDerivationContext context, Email input, InputDocument document, CancellationToken cancellationToken)
    {
        if (NotificationServices.Recognize(input) is var (service, title))
            context.Emit(MailSchemas.Grouping, document.Key, new GroupingTag("notification", title, Service: service), MailJson.Default.GroupingTag);
        return ValueTask.CompletedTask;
    }
}
