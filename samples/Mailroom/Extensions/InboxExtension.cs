using Mailroom.Schemas;
using Raindrop.Extensions;

namespace Mailroom.Extensions;

/// <summary>
/// Sums up all conversations. It reads the short summaries and keeps counts and the latest few, so that its cost a pass is a small row a
/// conversation, and its output stays small however large the mailbox grows.
/// </summary>
internal sealed class InboxExtension() : GroupExtension<Conversation>(
    new ExtensionDefinition { Id = "mail.inbox", Version = 1, Inputs = [MailSchemas.Conversation], Outputs = [MailSchemas.Inbox], Grouping = InputGrouping.WholeSchema },
    MailJson.Default.Conversation)
{
    /// <summary>The key of the one inbox.</summary>
    public const string Key = "all";

    private const int MaxLatest = 50;

    protected override async ValueTask DeriveAsync(IDerivationContext context, string group, IAsyncEnumerable<GroupMember<Conversation>> members, CancellationToken cancellationToken)
    {
        var (conversations, messages) = (0, 0);
        var tags = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var latest = new PriorityQueue<InboxRow, (DateTimeOffset Last, string Key)>();
        await foreach (var (document, body) in members.WithCancellation(cancellationToken))
        {
            conversations++;
            messages += body.Messages;
            tags[body.Tag] = tags.GetValueOrDefault(body.Tag) + 1;
            latest.Enqueue(new InboxRow(document.Key, body.Subject, body.Messages, body.Last, body.Tag), (body.Last ?? DateTimeOffset.MinValue, document.Key));
            if (latest.Count > MaxLatest) latest.Dequeue();
        }

        List<InboxRow> rows = [];
        while (latest.TryDequeue(out var row, out _)) rows.Insert(0, row);
        context.Emit(MailSchemas.Inbox, Key, new Inbox(conversations, messages, tags, rows), MailJson.Default.Inbox);
    }
}
