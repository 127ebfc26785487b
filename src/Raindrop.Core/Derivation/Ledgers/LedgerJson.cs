using System.Text.Json;
using Raindrop.Documents;

namespace Raindrop.Derivation.Ledgers;

/// <summary>How bookkeeping is written: compact, and without escapes that only HTML needs.</summary>
internal static class LedgerJson
{
    public static readonly JsonWriterOptions Writing = StoredJson.Writing;

    /// <summary>For entries, which are many and small.</summary>
    public static readonly JsonPieces Pieces = new(Writing);
}
