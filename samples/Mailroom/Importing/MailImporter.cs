using Mailroom.Mailboxes;
using Mailroom.Schemas;
using Raindrop.Documents;

namespace Mailroom.Importing;

/// <summary>Brings a mailbox into a tenant's database as source documents. What is there already is left as it is, and what was deleted stays deleted.</summary>
internal sealed class MailImporter(IDocumentDatabase database, IdentifierHasher hasher)
{
    private const int BatchCount = 200;
    private const long BatchBytes = 8 << 20;

    public async Task<ImportResult> ImportAsync(IMailbox mailbox, IProgress<ImportResult>? progress, CancellationToken cancellationToken)
    {
        var result = default(ImportResult);
        var batch = new Dictionary<string, RawMail>(StringComparer.Ordinal);
        var bytes = 0L;
        await foreach (var mail in mailbox.ReadAsync(cancellationToken))
        {
            result = result with { Read = result.Read + 1 };
            if (!batch.TryAdd(MessageIdentity.KeyOf(mail.Content, hasher), mail)) result = result with { Known = result.Known + 1 };
            bytes += mail.Content.Length;
            if (batch.Count < BatchCount && bytes < BatchBytes) continue;
            result = await StoreAsync(batch, result, cancellationToken);
            progress?.Report(result);
            batch.Clear();
            bytes = 0;
        }

        if (batch.Count > 0) result = await StoreAsync(batch, result, cancellationToken);
        progress?.Report(result);
        return result;
    }

    private async Task<ImportResult> StoreAsync(Dictionary<string, RawMail> batch, ImportResult result, CancellationToken cancellationToken)
    {
        var keys = batch.Keys.ToDictionary(key => $"{MailSchemas.Message}:{key}", StringComparer.Ordinal);
        var missing = new List<Document>();
        await foreach (var row in database.ReadRevisionsAsync([.. keys.Keys], cancellationToken))
        {
            // A tombstone has a revision too, and is left.
            if (row.Revision is null && !row.IsDeleted) missing.Add(ToDocument(keys[row.Id], batch[keys[row.Id]].Content));
        }

        result = result with { Known = result.Known + batch.Count - missing.Count };
        if (missing.Count == 0) return result;
        foreach (var written in await database.BulkWriteAsync(missing, cancellationToken: cancellationToken))
        {
            result = written switch
            {
                { IsWritten: true } => result with { Added = result.Added + 1 },
                { Error: DocumentError.Conflict } => result with { Known = result.Known + 1 }, // Another import was faster.
                _ => result with { Refused = result.Refused + 1 },
            };
        }

        return result;
    }

    private static Document ToDocument(string key, ReadOnlyMemory<byte> raw) => SourceDocument.Create(
        MailSchemas.MessageDefinition,
        key,
        new SourceMessage(raw.Length),
        MailJson.Default.SourceMessage,
        new Dictionary<string, DocumentAttachment>(StringComparer.Ordinal)
        {
            [SourceMessage.AttachmentName] = new() { ContentType = "message/rfc822", Length = raw.Length, Data = raw },
        });
}
