using System.Text.Json.Serialization;

namespace Mailroom.Schemas;

/// <summary>The source-generated JSON of all bodies.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SourceMessage))]
[JsonSerializable(typeof(Email))]
[JsonSerializable(typeof(MessageBody))]
[JsonSerializable(typeof(QuotedBody))]
[JsonSerializable(typeof(MessageLinks))]
[JsonSerializable(typeof(MessageAttachments))]
[JsonSerializable(typeof(MailingList))]
[JsonSerializable(typeof(GroupingTag))]
[JsonSerializable(typeof(MessageReferences))]
[JsonSerializable(typeof(ThreadLink))]
[JsonSerializable(typeof(MessageThread))]
[JsonSerializable(typeof(Conversation))]
[JsonSerializable(typeof(Inbox))]
internal sealed partial class MailJson : JsonSerializerContext;
