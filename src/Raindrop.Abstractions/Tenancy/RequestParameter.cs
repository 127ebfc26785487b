namespace Raindrop.Tenancy;

/// <summary>A query parameter of a request, decoded. JSON values keep their text.</summary>
/// <param name="Name">The name in CouchDB's reference; an alias such as <c>start_key</c> is given as <c>startkey</c>.</param>
/// <param name="Value">The value.</param>
public readonly record struct RequestParameter(string Name, string Value)
{
    /// <summary>The name alone: values hold ids and keys.</summary>
    public override string ToString() => Name;
}
