namespace Raindrop.Extensions;

/// <summary>What an extension is and declares. It is read once, when the host starts, and checked with all others.</summary>
public sealed record ExtensionDefinition
{
    /// <summary>The extension's id, never used for anything else again: lower-case letters, digits, <c>.</c>, <c>-</c> and <c>_</c>, starting with a letter.</summary>
    public required string Id { get; init; }

    /// <summary>The version of its code, 1 or more. Raise it whenever the code would emit something else for the same input: exactly what it made stale is run again.</summary>
    public required int Version { get; init; }

    /// <summary>The schemas of its inputs, 1 or more.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>The derived schemas that it emits, 1 or more.</summary>
    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>The schemas that it reads through its context besides its input.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> Reads { get; init; } = [];

    /// <summary>The credentials of the tenant that it opens through its context, to decrypt or to verify with. Those that are not listed it does not get.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<CredentialUse> Credentials { get; init; } = [];

    /// <summary>Whether a derivation takes one document or a group.</summary>
    /// <value>Default: one document.</value>
    public InputGrouping Grouping { get; init; }

    /// <summary>How much its word counts, 0 to 100, where several extensions write one schema: readers get each field from the most confident writer that has it, ties going to the smaller id. A field that is <c>null</c> is there: leave out what the extension has no word on.</summary>
    /// <value>Default: 50.</value>
    public int Confidence { get; init; } = 50;

    /// <summary>Settings that change what it emits, in a form of its own choice; another value makes all its derivations outdated. Only a digest is stored.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public string? Settings { get; init; }
}
