namespace Raindrop.Documents;

/// <summary>The changes of a database.</summary>
public interface IDocumentChanges
{
    /// <summary>A feed of changes; it is opened when it is enumerated.</summary>
    /// <param name="options">What it delivers, or <see langword="null"/> for everything up to now.</param>
    IChangesFeed ReadChanges(ChangesOptions? options = null);
}
