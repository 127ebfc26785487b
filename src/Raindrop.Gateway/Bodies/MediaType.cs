using System.Buffers;
using Microsoft.Net.Http.Headers;

namespace Raindrop.Gateway.Bodies;

/// <summary>The <c>Content-Type</c> of a body that must be JSON, or multipart with JSON, read strictly enough that CouchDB cannot read it in another way.</summary>
internal static class MediaType
{
    private const int LongestBoundary = 70;

    /// <summary>bcharsnospace of RFC 2046, section 5.1.1.</summary>
    private static readonly SearchValues<char> BoundaryCharacters = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'()+_,-./:=?");

    /// <summary>What CouchDB is told of a JSON body.</summary>
    public const string Json = "application/json";

    public static bool IsJson(string? contentType) => MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase)
        && type.Parameters.All(parameter => parameter.Name.Equals("charset", StringComparison.OrdinalIgnoreCase))
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    /// <summary>The boundary of <c>multipart/related</c> or <c>multipart/mixed</c>; <see langword="null"/> for anything else, or a boundary that needs quoting to be understood.</summary>
    public static string? FindBoundary(string? contentType, string subtype)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || !type.MediaType.Equals($"multipart/{subtype}", StringComparison.OrdinalIgnoreCase)) return null;
        if (type.Parameters is not [var only] || !only.Name.Equals("boundary", StringComparison.OrdinalIgnoreCase)) return null;
        var boundary = HeaderUtilities.RemoveQuotes(only.Value).ToString();
        return boundary.Length is > 0 and <= LongestBoundary && !boundary.AsSpan().ContainsAnyExcept(BoundaryCharacters) ? boundary : null;
    }

    /// <summary>What CouchDB is told of a document with attachments.</summary>
    public static string Related(string boundary) => $"multipart/related; boundary=\"{boundary}\"";
}
