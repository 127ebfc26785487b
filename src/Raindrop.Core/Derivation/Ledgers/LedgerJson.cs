using System.Text.Encodings.Web;
using System.Text.Json;

namespace Raindrop.Derivation.Ledgers;

/// <summary>How bookkeeping is written: compact, and without escapes that only HTML needs.</summary>
internal static class LedgerJson
{
    public static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
}
