namespace Mailroom.Schemas;

/// <summary>A message as a member of a conversation.</summary>
internal sealed record ThreadLink(string Message, DateTimeOffset? Date, string Subject, string? From);
