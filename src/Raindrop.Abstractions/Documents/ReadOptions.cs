namespace Raindrop.Documents;

/// <summary>What is read with a document besides its body.</summary>
public sealed record ReadOptions
{
    /// <summary>The body, attachments as stubs.</summary>
    public static ReadOptions Default { get; } = new();

    /// <summary>Whether <see cref="Document.RevisionHistory"/> is filled.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool IncludeRevisionHistory { get; init; }

    /// <summary>Whether <see cref="Document.Conflicts"/> is filled. Bulk reads do not fill it.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool IncludeConflicts { get; init; }

    /// <summary>Whether attachments come with their bytes.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool IncludeAttachments { get; init; }
}
