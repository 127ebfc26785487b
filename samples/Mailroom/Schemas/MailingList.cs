namespace Mailroom.Schemas;

/// <summary>The mailing list through which a message came.</summary>
internal sealed record MailingList(string Id, string Name, string? Post, string? Archive, string? Unsubscribe);
