namespace Raindrop.Docs.Tests.Pages;

/// <summary>A fenced block of a page.</summary>
/// <param name="Page">The page, relative to the repository.</param>
/// <param name="Line">The number of its first line.</param>
/// <param name="Language">What stands behind the opening fence.</param>
/// <param name="Mark">The comment right above it, for example <c>snippet: CountWords.cs</c>; empty for none.</param>
/// <param name="Text">What it holds.</param>
public sealed record Fence(string Page, int Line, string Language, string Mark, string Text)
{
    /// <summary>The name that a mark of a kind gives; <see langword="null"/> where the mark is of another kind.</summary>
    public string? NameOf(string kind) => Mark.StartsWith(kind + ":", StringComparison.Ordinal) ? Mark[(kind.Length + 1)..].Trim() : null;

    public override string ToString() => $"{Page}:{Line}";
}
