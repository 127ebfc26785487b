using System.Security.Cryptography;

namespace Raindrop.Benchmarks.Vault;

/// <summary>What is measured of the vault, for secrets of several lengths.</summary>
internal sealed class VaultSides : IDisposable
{
    private readonly List<VaultSealing> _vaults = [];

    public VaultSides(IReadOnlyList<int> lengths) => All = [.. lengths.SelectMany(Of)];

    public IReadOnlyList<VaultSide> All { get; }

    public void Dispose() => _vaults.ForEach(vault => vault.Dispose());

    private IEnumerable<VaultSide> Of(int length)
    {
        var root = RandomNumberGenerator.GetBytes(32);
        var vault = new VaultSealing(root, length);
        _vaults.Add(vault);
        var bare = new BareSealing(root, [1, 1, .. vault.Context], vault.Plaintext);
        yield return new VaultSide($"seal {length:N0} bytes", bare.Seal, vault.Seal, Counts: true);
        yield return new VaultSide($"open {length:N0} bytes", bare.Open, vault.Open, Counts: true);
        yield return new VaultSide("  write document", bare.Seal, vault.Write, Counts: false);
        yield return new VaultSide("  read document", bare.Open, vault.Read, Counts: false);
    }
}
