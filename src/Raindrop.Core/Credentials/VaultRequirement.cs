namespace Raindrop.Credentials;

/// <summary>A service that the vault does not work without. A host that lacks some does not start, and is told all of them.</summary>
/// <param name="Service">The service.</param>
/// <param name="Advice">What is missing and what to do.</param>
internal sealed record VaultRequirement(Type Service, string Advice);
