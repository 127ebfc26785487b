namespace Raindrop.Derivation.Writing;

/// <summary>What a batch wrote for one extension.</summary>
internal sealed class WriteCounts
{
    public int Written { get; set; }

    public int Unchanged { get; set; }

    public int Deleted { get; set; }
}
