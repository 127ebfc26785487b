using System.Buffers;
using Microsoft.Extensions.Primitives;

namespace Raindrop.Gateway.Grammar;

/// <summary>Where a document is copied to: the <c>Destination</c> header of <c>COPY</c>, which CouchDB reads as an id in the same database, perhaps with <c>?rev=</c>.</summary>
/// <param name="DocumentId">The id.</param>
/// <param name="Revision">The revision there that is replaced; <see langword="null"/> where the document is new.</param>
internal sealed record CopyDestination(string DocumentId, string? Revision)
{
    private const string DesignPrefix = "_design/";
    private static readonly SearchValues<char> RevisionCharacters = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>Whether the copy would be a design document.</summary>
    public bool IsDesign => DocumentId.StartsWith(DesignPrefix, StringComparison.Ordinal);

    /// <summary>Reads the header.</summary>
    /// <returns>The destination, or <see langword="null"/> for anything but an encoded id with an optional revision.</returns>
    public static CopyDestination? Read(StringValues header)
    {
        if (header is not [{ Length: > 0 } text]) return null;
        var mark = text.IndexOf('?', StringComparison.Ordinal);
        var path = mark < 0 ? text : text[..mark];

        // A design document's slash may stand as it is; any other would make it look like a path.
        var prefix = path.StartsWith(DesignPrefix, StringComparison.Ordinal) ? DesignPrefix : "";
        if (PathText.Read("/" + path[prefix.Length..], out var segments) != GrammarRefusal.None || segments is not [var name]) return null;
        var id = prefix + name;
        if (id.StartsWith('_') && !id.StartsWith(DesignPrefix, StringComparison.Ordinal)) return null;
        if (mark < 0) return new CopyDestination(id, null);

        const string RevisionName = "?rev=";
        var revision = text[mark..];
        return revision.StartsWith(RevisionName, StringComparison.Ordinal) && IsRevision(revision.AsSpan(RevisionName.Length))
            ? new CopyDestination(id, revision[RevisionName.Length..])
            : null;
    }

    /// <summary>The header for CouchDB.</summary>
    public string Write() => PercentText.Encode(DocumentId) + (Revision is null ? "" : $"?rev={Revision}");

    /// <summary>The header holds ids.</summary>
    public override string ToString() => nameof(CopyDestination);

    private static bool IsRevision(ReadOnlySpan<char> text) =>
        text.IndexOf('-') is > 0 and var dash && !text[..dash].ContainsAnyExceptInRange('0', '9') && dash < text.Length - 1 && !text[(dash + 1)..].ContainsAnyExcept(RevisionCharacters);
}
