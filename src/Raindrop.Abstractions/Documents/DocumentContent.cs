using System.Text.Json;
using System.Text.Unicode;

namespace Raindrop.Documents;

/// <summary>The rules for a document's body, the same for every store.</summary>
public static class DocumentContent
{
    private const int MaxDepth = 512;

    /// <summary>Names noted without allocating.</summary>
    private const int UsualNames = 128;

    /// <summary>
    /// Checks a body before it is written: one JSON object in well-formed UTF-8, no name twice in one object at any depth (escapes resolved:
    /// <c>"\u0061"</c> is <c>"a"</c>), no unpaired surrogate, no number too large for a double, and no top-level name that starts with <c>_</c>.
    /// </summary>
    /// <param name="id">The document's id, for the error.</param>
    /// <param name="content">The body in UTF-8.</param>
    /// <exception cref="InvalidDocumentException">The body breaks a rule. The message says which, and quotes nothing of the body.</exception>
    /// <remarks>Two JSON parsers that disagreed about a name given twice were CVE-2017-12635 in CouchDB, so such a body is refused rather than read in one way or the other.</remarks>
    public static void Validate(string id, ReadOnlyMemory<byte> content)
    {
        InvalidDocumentReason? mistake;
        try
        {
            mistake = FindMistake(content.Span);
        }
        catch (JsonException)
        {
            // The parser's own message can quote the body, so it is not carried over.
            mistake = InvalidDocumentReason.MalformedJson;
        }
        catch (InvalidOperationException)
        {
            mistake = InvalidDocumentReason.UnpairedSurrogate;
        }

        if (mistake is { } reason) throw new InvalidDocumentException(id, reason);
    }

    // A mistake that is no parser's is told at the end only, since the rest may not be JSON at all.
    private static InvalidDocumentReason? FindMistake(ReadOnlySpan<byte> content)
    {
        var reader = new Utf8JsonReader(content, new JsonReaderOptions { MaxDepth = MaxDepth });
        var names = new ObjectNames(content, stackalloc (int, int)[UsualNames]);
        InvalidDocumentReason? mistake = Utf8.IsValid(content) ? null : InvalidDocumentReason.UnpairedSurrogate;
        var isFirst = true;
        while (reader.Read())
        {
            if (isFirst && reader.TokenType != JsonTokenType.StartObject) mistake = InvalidDocumentReason.NotAnObject;
            isFirst = false;
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    names.Enter();
                    break;
                case JsonTokenType.EndObject:
                    names.Leave();
                    break;
                case JsonTokenType.PropertyName:
                    if (!IsPaired(ref reader)) mistake ??= InvalidDocumentReason.UnpairedSurrogate;
                    else if (!names.Add(in reader)) return InvalidDocumentReason.MalformedJson;
                    else if (reader.CurrentDepth == 1 && IsReserved(ref reader)) mistake ??= InvalidDocumentReason.ReservedName;
                    break;
                case JsonTokenType.String:
                    if (!IsPaired(ref reader)) mistake ??= InvalidDocumentReason.UnpairedSurrogate;
                    break;
                case JsonTokenType.Number:
                    if (!IsInRange(ref reader)) mistake ??= InvalidDocumentReason.NumberOutOfRange;
                    break;
            }
        }

        return mistake;
    }

    private static bool IsReserved(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? reader.GetString()!.StartsWith('_') : reader.ValueSpan is [(byte)'_', ..];

    // Without an exponent it takes 309 digits to leave the range of a double, with one 5 characters: "1e309".
    private static bool IsInRange(ref Utf8JsonReader reader)
    {
        var digits = reader.ValueSpan;
        if (digits.Length < 5 || (digits.Length < 309 && digits.IndexOfAny((byte)'e', (byte)'E') < 0)) return true;
        return reader.TryGetDouble(out var value) && double.IsFinite(value);
    }

    // Only an escape can name half a character in well-formed UTF-8.
    private static bool IsPaired(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped || reader.ValueSpan.IndexOf("\\u"u8) < 0) return true;
        try
        {
            reader.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
