using System.Text.Json.Serialization;
using Raindrop.Extensions;

namespace Raindrop.Docs.Tests.Snippets;

public sealed record Message(string MessageId, string? InReplyTo, string Subject);

public sealed record MessageIndex(string Key);

public sealed record Reply(string? To);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(MessageIndex))]
[JsonSerializable(typeof(Reply))]
internal sealed partial class MessagesJson : JsonSerializerContext;

public sealed class IndexMessage() : Extension<Message>(
    new ExtensionDefinition { Id = "index-message", Version = 1, Inputs = ["message"], Outputs = ["message.by-id"] },
    MessagesJson.Default.Message)
{
    protected override ValueTask DeriveAsync(IDerivationContext context, Message input, InputDocument document, CancellationToken cancellationToken)
    {
        context.Emit("message.by-id", context.HashIdentifier(input.MessageId), new MessageIndex(document.Key), MessagesJson.Default.MessageIndex);
        return ValueTask.CompletedTask;
    }
}

public sealed class ResolveReply() : Extension<Message>(
    new ExtensionDefinition { Id = "resolve-reply", Version = 1, Inputs = ["message"], Outputs = ["message.reply"], Reads = ["message.by-id"] },
    MessagesJson.Default.Message)
{
    protected override async ValueTask DeriveAsync(IDerivationContext context, Message input, InputDocument document, CancellationToken cancellationToken)
    {
        if (input.InReplyTo is null) return;
        var parent = await context.ReadAsync("message.by-id", context.HashIdentifier(input.InReplyTo), cancellationToken);
        context.Emit("message.reply", document.Key, new Reply(parent?.Read(MessagesJson.Default.MessageIndex).Key), MessagesJson.Default.Reply);
    }
}
