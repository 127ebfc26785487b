using Raindrop.Schemas;

namespace Mailroom.Schemas;

/// <summary>The schemas of the sample.</summary>
internal static class MailSchemas
{
    public const string Message = "rd.msg.rfc822";
    public const string Email = "rd.msg.email";
    public const string Body = "rd.msg.body";
    public const string Quoted = "rd.msg.body.quoted";
    public const string Links = "rd.msg.links";
    public const string Attachments = "rd.msg.attachments";
    public const string MailingList = "rd.mailing-list";
    public const string Grouping = "rd.msg.grouping";
    public const string References = "rd.msg.references";
    public const string ThreadLink = "rd.msg.thread-link";
    public const string Thread = "rd.msg.thread";
    public const string Conversation = "rd.conversation";
    public const string Inbox = "rd.inbox";

    public static SchemaDefinition MessageDefinition { get; } = new(Message, 1, SchemaKind.Source);

    public static IReadOnlyList<SchemaDefinition> All { get; } =
    [
        MessageDefinition,
        .. new[] { Email, Body, Quoted, Links, Attachments, MailingList, Grouping, References, ThreadLink, Thread, Conversation, Inbox }
            .Select(name => new SchemaDefinition(name, 1, SchemaKind.Derived)),
    ];
}
