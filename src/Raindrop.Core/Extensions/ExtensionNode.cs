namespace Raindrop.Extensions;

/// <summary>An extension in its place among the others.</summary>
internal sealed class ExtensionNode
{
    public required IExtension Extension { get; init; }

    /// <summary>The extension's declaration, read once when the registry was built.</summary>
    public required ExtensionDefinition Definition { get; init; }

    public string Id => Definition.Id;

    public int Version => Definition.Version;

    /// <summary>0 where it takes and reads source schemas only, otherwise one more than the greatest among those that write what it takes or reads.</summary>
    public required int Level { get; init; }

    /// <summary>12 characters that change with everything but the version that makes its derivations outdated.</summary>
    public required string SettingsDigest { get; init; }

    public bool IsGroup => Definition.Grouping != InputGrouping.None;

    /// <summary>What the audit trail calls an extension that opens a credential.</summary>
    public static string ActorOf(string id) => $"extension.{id}";

    public override string ToString() => $"{Id} {Version}";
}
