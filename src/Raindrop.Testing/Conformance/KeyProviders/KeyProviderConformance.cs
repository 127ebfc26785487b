using Raindrop.Testing.Conformance.KeyProviders.Cases;

namespace Raindrop.Testing.Conformance.KeyProviders;

/// <summary>
/// What every key provider does, as cases for any test framework: run each of <see cref="Cases"/> against yours; what throws is a deviation from the
/// contract of <see cref="Raindrop.Keys.IKeyProvider"/>. A deviation among the cases about binding means that whoever can write the database can put
/// a key of their own in a tenant's place.
/// </summary>
public static class KeyProviderConformance
{
    /// <summary>All cases.</summary>
    public static IReadOnlyList<KeyProviderCase> Cases { get; } = [.. WrappingCases.All, .. BindingCases.All, .. DamageCases.All, .. RotationCases.All, .. OutageCases.All];

    private static readonly Dictionary<string, KeyProviderCase> ByName = Cases.ToDictionary(found => found.Name, StringComparer.Ordinal);

    /// <summary>A case by its name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException">There is no such case.</exception>
    public static KeyProviderCase Find(string name) =>
        ByName.TryGetValue(name, out var found) ? found : throw new ArgumentException("There is no such case: see KeyProviderConformance.Cases.", nameof(name));
}
