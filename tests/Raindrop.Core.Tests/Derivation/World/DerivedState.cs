using System.Text;
using Raindrop.Documents;
using Raindrop.Schemas;

namespace Raindrop.Core.Tests.Derivation.World;

/// <summary>Reads what extensions left in a database, as rule 2 compares it: ids, payloads and attachments.</summary>
internal static class DerivedState
{
    public static async Task<SortedDictionary<string, string>> ReadAsync(IDocumentDatabase database)
    {
        var state = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await foreach (var row in database.ReadRangeAsync(new IdRange(null, null), RangeOptions.WithDocuments))
        {
            if (!DocumentKey.TryParse(row.Id, out var key) || key.Value.Writer is null or DocumentKey.OverrideWriter || row.Id.StartsWith("rd.", StringComparison.Ordinal)) continue;
            var attachments = row.Document!.Attachments.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value.ContentType} {pair.Value.Digest}");
            state[row.Id] = $"{Encoding.UTF8.GetString(DocumentEnvelope.PayloadOf(row.Document!.Content).Span)} [{string.Join(';', attachments)}]";
        }

        return state;
    }
}
