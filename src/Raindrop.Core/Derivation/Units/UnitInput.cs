namespace Raindrop.Derivation.Units;

/// <summary>What stands behind a unit now.</summary>
/// <param name="Digest">Its digest; empty where there is nothing.</param>
/// <param name="Ids">The ids of its documents, in order, or <see langword="null"/> of a group too large to be held in memory.</param>
internal readonly record struct UnitInput(string Digest, IReadOnlyList<string>? Ids)
{
    public static readonly UnitInput None = new("", []);

    public bool IsEmpty => Digest.Length == 0;
}
