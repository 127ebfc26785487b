namespace Mailroom.Schemas;

/// <summary>A line of the inbox.</summary>
internal sealed record InboxRow(string Conversation, string Subject, int Messages, DateTimeOffset? Last, string Tag);
