using System.Globalization;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Json;

/// <summary>Revisions: a generation, a dash and a suffix.</summary>
internal static class Revisions
{
    /// <summary>Whether a leaf wins over another, by CouchDB's rule: what is not deleted, then the higher generation, then the greater suffix.</summary>
    public static bool Wins(string revision, bool deleted, string other, bool otherDeleted)
    {
        if (deleted != otherDeleted) return otherDeleted;
        var (generation, suffix) = Split(revision);
        var (otherGeneration, otherSuffix) = Split(other);
        return generation != otherGeneration ? generation > otherGeneration : string.CompareOrdinal(suffix, otherSuffix) > 0;
    }

    public static (long Generation, string Suffix) Split(string revision)
    {
        var dash = revision.IndexOf('-', StringComparison.Ordinal);
        return (long.Parse(revision.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture), revision[(dash + 1)..]);
    }

    public static bool IsValid(string revision)
    {
        var dash = revision.IndexOf('-', StringComparison.Ordinal);
        if (dash < 1 || dash == revision.Length - 1 || dash > 18) return false;
        foreach (var c in revision.AsSpan(0, dash)) if (!char.IsAsciiDigit(c)) return false;
        return DocumentIds.IsWellFormed(revision);
    }

    public static void Require(string? id, string? revision)
    {
        if (revision is not null && !IsValid(revision)) throw new InvalidDocumentException(id, InvalidDocumentReason.InvalidRevision);
    }
}
