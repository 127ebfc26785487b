namespace Mailroom.Schemas;

/// <summary>The links of a message, each once, in the order in which they come; those that are only quoted are left out.</summary>
internal sealed record MessageLinks(IReadOnlyList<Link> Links);
