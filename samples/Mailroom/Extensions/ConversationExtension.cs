using Mailroom.Mail;
using Mailroom.Schemas;
using Raindrop.Extensions;

namespace Mailroom.Extensions;

/// <summary>Sums up a conversation in a few hundred bytes, with the tag and the first words of its latest message.</summary>
internal sealed class ConversationExtension() : Extension<MessageThread>(
    new ExtensionDefinition
    {
        Id = "mail.conversation",
        Version = 1,
        Inputs = [MailSchemas.Thread],
        Reads = [MailSchemas.Grouping, MailSchemas.Quoted],
        Outputs = [MailSchemas.Conversation],
    },
    MailJson.Default.MessageThread)
{
    private const int MaxParticipants = 5;
    private const int PreviewLength = 120;

    protected override async ValueTask DeriveAsync(IDerivationContext context, MessageThread input, InputDocument document, CancellationToken cancellationToken)
    {
        var latest = input.Messages[^1];
        var tag = await context.ReadAsync(MailSchemas.Grouping, latest, cancellationToken);
        var text = await context.ReadAsync(MailSchemas.Quoted, latest, cancellationToken);
        var conversation = new Conversation(
            Shortened.Line(input.Subject, PreviewLength),
            input.Messages.Count,
            input.First,
            input.Last,
            [.. input.Participants.Take(MaxParticipants)],
            tag?.Read(MailJson.Default.GroupingTag).Tag ?? "unknown",
            text is null ? null : Shortened.Line(text.Read(MailJson.Default.QuotedBody).NewText, PreviewLength));
        context.Emit(MailSchemas.Conversation, document.Key, conversation, MailJson.Default.Conversation);
    }
}
