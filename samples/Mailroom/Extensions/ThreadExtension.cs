using Mailroom.Mail;
using Mailroom.Schemas;
using Raindrop.Extensions;

namespace Mailroom.Extensions;

/// <summary>Gathers the messages of a conversation: runs once a pass for each conversation, however many of its messages arrived.</summary>
internal sealed class ThreadExtension() : GroupExtension<ThreadLink>(
    new ExtensionDefinition
    {
        Id = "mail.thread",
        Version = 1,
        Inputs = [MailSchemas.ThreadLink],
        Outputs = [MailSchemas.Thread],
        Grouping = InputGrouping.FirstKeySegment,
    },
    MailJson.Default.ThreadLink)
{
    private const int MaxParticipants = 100;

    protected override async ValueTask DeriveAsync(IDerivationContext context, string group, IAsyncEnumerable<GroupMember<ThreadLink>> members, CancellationToken cancellationToken)
    {
        List<ThreadLink> links = [];
        await foreach (var member in members.WithCancellation(cancellationToken)) links.Add(member.Body);
        var ordered = links.OrderBy(link => link.Date ?? DateTimeOffset.MinValue).ThenBy(link => link.Message, StringComparer.Ordinal).ToList();
        var dates = links.Select(link => link.Date).OfType<DateTimeOffset>().ToList();
        var thread = new MessageThread(
            Subjects.Plain(ordered[0].Subject),
            dates.Count == 0 ? null : dates.Min(),
            dates.Count == 0 ? null : dates.Max(),
            [.. ordered.Select(link => link.From).OfType<string>().Distinct(StringComparer.Ordinal).Take(MaxParticipants)],
            [.. ordered.Select(link => link.Message)]);
        context.Emit(MailSchemas.Thread, group, thread, MailJson.Default.MessageThread);
    }
}
