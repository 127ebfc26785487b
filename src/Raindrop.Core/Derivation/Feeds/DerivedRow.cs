using Raindrop.Extensions;
using Raindrop.Schemas;

namespace Raindrop.Derivation.Feeds;

/// <summary>A derived document that this pass has not written itself.</summary>
internal readonly record struct DerivedRow(ExtensionNode Writer, string Id, DocumentKey Key, string Revision, bool IsDeleted, bool HasLeaves);
