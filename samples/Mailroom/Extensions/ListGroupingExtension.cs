using Mailroom.Schemas;
using Raindrop.Extensions;

namespace Mailroom.Extensions;

/// <summary>Groups the messages of a mailing list.</summary>
internal sealed class ListGroupingExtension() : Extension<MailingList>(
    new ExtensionDefinition { Id = "mail.grouping.list", Version = 1, Inputs = [MailSchemas.MailingList], Outputs = [MailSchemas.Grouping], Confidence = 60 },
    MailJson.Default.MailingList)
{
    protected override ValueTask DeriveAsync(IDerivationContext context, MailingList input, InputDocument document, CancellationToken cancellationToken)
    {
        context.Emit(MailSchemas.Grouping, document.Key, new GroupingTag("list", input.Name, List: input.Id), MailJson.Default.GroupingTag);
        return ValueTask.CompletedTask;
    }
}
