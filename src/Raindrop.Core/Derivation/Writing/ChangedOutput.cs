using Raindrop.Extensions;

namespace Raindrop.Derivation.Writing;

/// <summary>A derived document that changed: its readers have to be looked at.</summary>
internal readonly record struct ChangedOutput(ExtensionNode Writer, string Id, string Revision, bool IsDeleted);
