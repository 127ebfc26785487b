namespace Mailroom.Schemas;

/// <summary>A conversation with all its messages, the oldest first.</summary>
internal sealed record MessageThread(string Subject, DateTimeOffset? First, DateTimeOffset? Last, IReadOnlyList<string> Participants, IReadOnlyList<string> Messages);
