using Mailroom.Schemas;
using Raindrop.Extensions;

namespace Mailroom.Extensions;

/// <summary>Groups messages by how many they went to: the last resort, and the only one who counts.</summary>
internal sealed class RecipientGroupingExtension() : Extension<Email>(
    new ExtensionDefinition { Id = "mail.grouping.recipient", Version = 1, Inputs = [MailSchemas.Email], Outputs = [MailSchemas.Grouping], Confidence = 30 },
    MailJson.Default.Email)
{
    protected override ValueTask DeriveAsync(IDerivationContext context, Email input, InputDocument document, CancellationToken cancellationToken)
    {
        var count = input.To.Concat(input.Cc).Select(one => one.Mail.ToLowerInvariant()).Distinct(StringComparer.Ordinal).Count();
        var tag = count switch { 0 => "undisclosed", 1 => "direct", _ => "group" };
        context.Emit(MailSchemas.Grouping, document.Key, new GroupingTag(tag, input.From?.Display ?? "Unknown", Recipients: count), MailJson.Default.GroupingTag);
        return ValueTask.CompletedTask;
    }
}
