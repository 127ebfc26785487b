using Raindrop.Documents;

namespace Raindrop.Derivation.Running;

/// <summary>What a run asks for: documents by unit or prefix, or one attachment.</summary>
/// <param name="Prefix">What is read, named as in <see cref="Units.UnitIds"/>, or the id of the document that holds the attachment.</param>
/// <param name="Revision">The document's revision, for an attachment.</param>
/// <param name="Attachment">The attachment's name, or <see langword="null"/>.</param>
internal readonly record struct ReadKey(string Prefix, string? Revision = null, string? Attachment = null)
{
    public DocumentReference Reference => new(Prefix, Revision);
}
