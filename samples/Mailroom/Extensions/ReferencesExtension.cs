using Mailroom.Schemas;
using Raindrop.Extensions;

namespace Mailroom.Extensions;

/// <summary>
/// Files what a message says about ancestry under the message that it speaks of, so that it is found by that message's hash: its own
/// ancestors under itself, and, as a claim, those of the message it answers under that one, which may never arrive.
/// </summary>
internal sealed class ReferencesExtension() : Extension<Email>(
    new ExtensionDefinition { Id = "mail.references", Version = 1, Inputs = [MailSchemas.Email], Outputs = [MailSchemas.References] },
    MailJson.Default.Email)
{
    protected override ValueTask DeriveAsync(IDerivationContext context, Email input, InputDocument document, CancellationToken cancellationToken)
    {
        var ancestors = input.References.Where(id => id != input.MessageId).Select(context.HashIdentifier).ToArray();
        if (input.MessageId is { } own) Say(context, context.HashIdentifier(own), document, new MessageReferences(ancestors, IsClaim: false));
        if (ancestors.Length > 1) Say(context, ancestors[^1], document, new MessageReferences(ancestors[..^1], IsClaim: true));
        return ValueTask.CompletedTask;
    }

    private static void Say(IDerivationContext context, string about, InputDocument document, MessageReferences references) =>
        context.Emit(MailSchemas.References, $"{about}/{document.Key}", references, MailJson.Default.MessageReferences);
}
