namespace Raindrop.Benchmarks.Vault;

/// <summary>Something that the vault does, and the least that does the same to the same bytes.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Bare">The bare primitives.</param>
/// <param name="Vault">The vault.</param>
/// <param name="Counts">Whether the vault is held to its limit here.</param>
internal sealed record VaultSide(string Name, Func<int> Bare, Func<int> Vault, bool Counts);
