namespace Mailroom.Schemas;

/// <summary>The inbox: how much there is of what, and the latest conversations.</summary>
internal sealed record Inbox(int Conversations, int Messages, IReadOnlyDictionary<string, int> Tags, IReadOnlyList<InboxRow> Latest);
