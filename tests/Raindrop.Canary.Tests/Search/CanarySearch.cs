using System.Buffers;
using System.Text;

namespace Raindrop.Canary.Tests.Search;

/// <summary>
/// Looks for secrets in bytes. A piece of 16 bytes of a form (of hex and UTF-16: of 32) is enough, so that a secret is found that was cut off, or that the pages of a
/// file part.
/// </summary>
internal sealed class CanarySearch
{
    private const int PieceLength = 16;
    private readonly Dictionary<string, Finding> _pieces = new(StringComparer.Ordinal);
    private readonly SearchValues<string> _values;

    private readonly IReadOnlyList<Canary> _canaries;

    public CanarySearch(IEnumerable<Canary> canaries)
    {
        _canaries = [.. canaries];
        foreach (var canary in _canaries)
        {
            foreach (var (form, bytes) in CanaryForms.Of(canary))
            {
                foreach (var piece in Cut(bytes, form is "hex" || form.StartsWith("UTF-16", StringComparison.Ordinal) ? 2 * PieceLength : PieceLength)) _pieces.TryAdd(piece, new Finding(canary.Name, form));
            }
        }

        _values = SearchValues.Create([.. _pieces.Keys], StringComparison.Ordinal);
    }

    /// <summary>A search for one more secret.</summary>
    public CanarySearch With(Canary canary) => new([.. _canaries, canary]);

    /// <summary>The first secret in text; <see langword="null"/> where there is none.</summary>
    public Finding? Find(string text) => Find(Encoding.UTF8.GetBytes(text));

    /// <summary>The first secret in bytes; <see langword="null"/> where there is none.</summary>
    public Finding? Find(ReadOnlySpan<byte> bytes)
    {
        // Latin-1 makes of each byte the character of its number.
        var text = Encoding.Latin1.GetString(bytes);
        var at = text.AsSpan().IndexOfAny(_values);
        return at < 0 ? null : _pieces.First(piece => string.CompareOrdinal(text, at, piece.Key, 0, piece.Key.Length) == 0).Value;
    }

    private static IEnumerable<string> Cut(byte[] bytes, int length)
    {
        var text = Encoding.Latin1.GetString(bytes);
        for (var at = 0; at + length <= text.Length; at += length) yield return text.Substring(at, length);
        if (text.Length > length) yield return text[^length..];
    }
}

/// <summary>What was found.</summary>
/// <param name="Canary">The name of the secret.</param>
/// <param name="Form">The form it had.</param>
internal readonly record struct Finding(string Canary, string Form);
