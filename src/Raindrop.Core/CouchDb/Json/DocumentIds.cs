using System.Text;
using Raindrop.CouchDb.Http;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Json;

/// <summary>The rules for ids, checked before anything is sent: an id that is empty or reserved would address something else than a document.</summary>
internal static class DocumentIds
{
    public static void Require(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        RequireWellFormed(id);
        if (id.Length == 0 || (id[0] == '_' && !IsDesign(id))) throw new InvalidDocumentException(id, InvalidDocumentReason.InvalidId);
    }

    /// <summary>Checks an id after <c>_local/</c>.</summary>
    public static void RequireLocal(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        RequireWellFormed(id);
        if (id.Length == 0) throw new InvalidDocumentException(id, InvalidDocumentReason.InvalidId);
    }

    public static void RequireWellFormed(string? id)
    {
        if (id is not null && !IsWellFormed(id)) throw new InvalidDocumentException(id, InvalidDocumentReason.UnpairedSurrogate);
    }

    public static bool IsWellFormed(string text)
    {
        if (Ascii.IsValid(text)) return true;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }

        return true;
    }

    private static bool IsDesign(string id) => id.StartsWith(CouchPath.DesignPrefix, StringComparison.Ordinal) && id.Length > CouchPath.DesignPrefix.Length;
}
