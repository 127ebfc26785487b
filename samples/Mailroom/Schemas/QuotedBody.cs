namespace Mailroom.Schemas;

/// <summary>The text of a message taken apart.</summary>
internal sealed record QuotedBody(string NewText, IReadOnlyList<Quote> Quotes, string? Signature);
