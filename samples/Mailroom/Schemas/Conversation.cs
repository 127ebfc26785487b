namespace Mailroom.Schemas;

/// <summary>A conversation in short.</summary>
internal sealed record Conversation(string Subject, int Messages, DateTimeOffset? First, DateTimeOffset? Last, IReadOnlyList<string> Participants, string Tag, string? Preview);
