namespace Mailroom.Schemas;

/// <summary>A quotation: how deep, who is said to have written it, and what.</summary>
internal sealed record Quote(int Depth, string? Attribution, string Text);
