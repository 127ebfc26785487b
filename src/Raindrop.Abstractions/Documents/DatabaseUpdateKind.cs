namespace Raindrop.Documents;

/// <summary>What happened to a database.</summary>
public enum DatabaseUpdateKind
{
    /// <summary>A document in it changed.</summary>
    Updated,

    /// <summary>It was created.</summary>
    Created,

    /// <summary>It was deleted.</summary>
    Deleted,
}
