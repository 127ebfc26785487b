namespace Raindrop.Extensions;

/// <summary>A credential that an extension may open, and what for.</summary>
/// <param name="Name">The credential's name, in the form of <see cref="Credentials.CredentialLabel"/>.</param>
/// <param name="Purpose">The purpose that it was stored for, in the same form.</param>
public readonly record struct CredentialUse(string Name, string Purpose);
