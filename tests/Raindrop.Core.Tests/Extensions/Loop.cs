namespace Raindrop.Core.Tests.Extensions;

/// <summary>A body that can hold itself, which JSON cannot.</summary>
internal sealed class Loop
{
    public string Name { get; init; } = "";

    public Loop? Next { get; set; }
}
