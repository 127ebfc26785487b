namespace Mailroom.Schemas;

/// <summary>What a message says, as text (made from the HTML where there is none) and as HTML.</summary>
internal sealed record MessageBody(string Text, string? Html, bool TextFromHtml);
