using Raindrop.Extensions;

namespace Raindrop.Derivation;

/// <summary>A derivation that failed for good: it is run again by itself when its extension's version, its input or what it read changes. Holds no content.</summary>
/// <param name="Extension">The extension's id.</param>
/// <param name="ExtensionVersion">The version that failed; 0 where it is marked to be run again.</param>
/// <param name="InputId">The input: a document's id, <c>schema:key:</c> for what several writers say under a key, <c>schema:group/</c> for a group, <c>schema:</c> for a whole schema.</param>
/// <param name="Category">What went wrong.</param>
/// <param name="Attempts">How often it was tried.</param>
public sealed record DeadLetter(string Extension, int ExtensionVersion, string InputId, DerivationFailure Category, int Attempts);
