namespace Raindrop.Extensions;

/// <summary>What one derivation takes: a document or a group.</summary>
public sealed class DerivationInput
{
    private readonly InputDocument? _document;
    private readonly IAsyncEnumerable<InputDocument>? _members;

    private DerivationInput(string schema, string key, InputDocument? document, IAsyncEnumerable<InputDocument>? members)
    {
        Schema = schema;
        Key = key;
        _document = document;
        _members = members;
    }

    /// <summary>The input's schema.</summary>
    public string Schema { get; }

    /// <summary>The document's key, or the group; empty for the group of a whole schema.</summary>
    public string Key { get; }

    /// <summary>Whether this is a group.</summary>
    public bool IsGroup => _members is not null;

    /// <summary>The document.</summary>
    /// <exception cref="InvalidOperationException">The input is a group.</exception>
    public InputDocument Document => _document ?? throw new InvalidOperationException("This derivation's input is a group: enumerate Members.");

    /// <summary>The members of the group in the order of their ids, streamed; it may be enumerated again. It is never empty.</summary>
    /// <exception cref="InvalidOperationException">The input is a document.</exception>
    public IAsyncEnumerable<InputDocument> Members => _members ?? throw new InvalidOperationException("This derivation's input is one document: read Document.");

    /// <summary>An input of one document.</summary>
    /// <param name="document">The document.</param>
    public static DerivationInput Of(InputDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new DerivationInput(document.Schema, document.Key, document, null);
    }

    /// <summary>An input of a group.</summary>
    /// <param name="schema">The schema of the members.</param>
    /// <param name="group">The group; empty for a whole schema.</param>
    /// <param name="members">The members.</param>
    public static DerivationInput OfGroup(string schema, string group, IAsyncEnumerable<InputDocument> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        return new DerivationInput(schema, group, null, members);
    }
}
