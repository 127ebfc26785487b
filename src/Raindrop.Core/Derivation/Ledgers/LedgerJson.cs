using System.Text.Encodings.Web;
using System.Text.Json;
using Raindrop.Documents;

namespace Raindrop.Derivation.Ledgers;

/// <summary>How bookkeeping is written: compact, and without escapes that only HTML needs.</summary>
internal static class LedgerJson
{
    public static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>For entries, which are many and small.</summary>
    public static readonly JsonPieces Pieces = new(Writing);
}
