namespace Mailroom.Schemas;

/// <summary>A link.</summary>
internal sealed record Link(string Url, string Host, string? Text);
