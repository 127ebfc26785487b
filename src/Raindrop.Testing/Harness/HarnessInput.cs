namespace Raindrop.Testing.Harness;

/// <summary>An input of the extension: a document's key, or a group.</summary>
internal readonly record struct HarnessInput(string Schema, string Key)
{
    public string Id => $"{Schema}:{Key}";
}
