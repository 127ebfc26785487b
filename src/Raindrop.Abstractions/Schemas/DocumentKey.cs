using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Raindrop.Documents;

namespace Raindrop.Schemas;

/// <summary>
/// What a document's id says: its schema, its key, and, on a derived document, the extension that wrote it. The id is
/// <c>schema:key</c> on a source document and <c>schema:key:writer</c> on a derived one.
/// </summary>
/// <param name="Schema">The name of the schema.</param>
/// <param name="Key">
/// The key: 1 or more characters, no <c>:</c>, no control characters, no unpaired surrogate, no <c>/</c> at the end. Its segments are separated by <c>/</c>; the first segment of a key of
/// several is its group, and the members of a group lie side by side.
/// </param>
/// <param name="Writer">The extension's id, <see cref="OverrideWriter"/>, or <see langword="null"/> on a source document.</param>
public readonly record struct DocumentKey(string Schema, string Key, string? Writer = null)
{
    /// <summary>The writer of a source document that overrides what extensions derived under the same schema and key: it is merged with the highest confidence.</summary>
    public const string OverrideWriter = "@user";

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-_");

    /// <summary>Printable ASCII without the colon: most keys hold nothing else.</summary>
    private static readonly SearchValues<char> PlainCharacters =
        SearchValues.Create(string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code).Where(character => character != ':')));

    /// <summary>The document's id.</summary>
    public string ToId() => Writer is null ? $"{Schema}:{Key}" : $"{Schema}:{Key}:{Writer}";

    /// <inheritdoc/>
    public override string ToString() => ToId();

    /// <summary>Reads an id.</summary>
    /// <param name="id">The id.</param>
    /// <param name="key">What it says.</param>
    /// <returns><see langword="false"/> if the id is not one of the two forms.</returns>
    public static bool TryParse(string id, [NotNullWhen(true)] out DocumentKey? key)
    {
        key = null;
        var first = id.IndexOf(':', StringComparison.Ordinal);
        if (first <= 0 || !IsName(id.AsSpan(0, first))) return false;
        var second = id.IndexOf(':', first + 1);
        var name = second < 0 ? id[(first + 1)..] : id[(first + 1)..second];
        var writer = second < 0 ? null : id[(second + 1)..];
        if (!IsKey(name) || (writer is not null && writer != OverrideWriter && !IsName(writer))) return false;
        key = new DocumentKey(id[..first], name, writer);
        return true;
    }

    /// <summary>Whether a text may be a key.</summary>
    /// <param name="key">The text.</param>
    public static bool IsKey(string key)
    {
        // A key that ended like a group would be named like one.
        if (key.Length == 0 || key[^1] == '/') return false;
        if (!key.AsSpan().ContainsAnyExcept(PlainCharacters)) return true;
        var rest = key.AsSpan();
        while (!rest.IsEmpty)
        {
            // An unpaired surrogate has no UTF-8 form, so no store could keep it.
            if (Rune.DecodeFromUtf16(rest, out var rune, out var length) != OperationStatus.Done) return false;
            if (rune.Value == ':' || Rune.IsControl(rune)) return false;
            rest = rest[length..];
        }

        return true;
    }

    /// <summary>Whether a text may be the name of a schema or the id of an extension: lower-case letters, digits, <c>.</c>, <c>-</c> and <c>_</c>, starting with a letter.</summary>
    /// <param name="name">The text.</param>
    public static bool IsName(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || name[0] is < 'a' or > 'z') return false;
        return !name.ContainsAnyExcept(NameCharacters);
    }

    /// <summary>The group of a key: its first segment, or <see langword="null"/> for a key of one segment, which belongs to no group.</summary>
    /// <param name="key">The key.</param>
    public static string? GroupOf(string key)
    {
        var end = key.IndexOf('/', StringComparison.Ordinal);
        return end < 0 ? null : key[..end];
    }

    /// <summary>All documents of a schema.</summary>
    /// <param name="schema">The schema's name.</param>
    public static IdRange RangeOfSchema(string schema) => IdRange.StartingWith($"{schema}:");

    /// <summary>The members of a group of a schema.</summary>
    /// <param name="schema">The schema's name.</param>
    /// <param name="group">The group.</param>
    public static IdRange RangeOfGroup(string schema, string group) => IdRange.StartingWith($"{schema}:{group}/");

    /// <summary>The derived documents of one key, by whichever extension.</summary>
    /// <param name="schema">The schema's name.</param>
    /// <param name="key">The key.</param>
    public static IdRange RangeOfKey(string schema, string key) => IdRange.StartingWith($"{schema}:{key}:");
}
