namespace Raindrop.Testing.Harness;

/// <summary>How a run is made.</summary>
/// <param name="Name">What differs from a plain run, for a report.</param>
/// <param name="ReadSeed">Where not <see langword="null"/>, reads are answered late and in an order that this number gives.</param>
internal sealed record RunVariant(string Name, int? ReadSeed = null)
{
    public static RunVariant Plain { get; } = new("a plain run");
}
