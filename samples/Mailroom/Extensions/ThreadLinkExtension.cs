using Mailroom.Schemas;
using Raindrop.Extensions;

namespace Mailroom.Extensions;

/// <summary>Makes each message a member of its conversation, whose key starts with the hash of the conversation's first message.</summary>
internal sealed class ThreadLinkExtension() : Extension<Email>(
    new ExtensionDefinition { Id = "mail.thread-link", Version = 1, Inputs = [MailSchemas.Email], Reads = [MailSchemas.References], Outputs = [MailSchemas.ThreadLink] },
    MailJson.Default.Email)
{
    protected override async ValueTask DeriveAsync(IDerivationContext context, Email input, InputDocument document, CancellationToken cancellationToken)
    {
        // A message without an identity and without ancestors is a conversation of its own.
        var start = input.References.FirstOrDefault(id => id != input.MessageId) ?? input.MessageId ?? document.Key;
        var root = await ThreadRoot.FindAsync(context, context.HashIdentifier(start), cancellationToken);
        context.Emit(
            MailSchemas.ThreadLink, $"{root}/{document.Key}", new ThreadLink(document.Key, input.Date, input.Subject, input.From?.Display), MailJson.Default.ThreadLink);
    }
}
