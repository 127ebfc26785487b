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
        var batch = new List<RawMail>();
        var bytes = 0L;
        await foreach (var mail in mailbox.ReadAsync(cancellationToken))
        {
            batch.Add(mail);
            bytes += mail.Content.Length;
            if (batch.Count < BatchCount && bytes < BatchBytes) continue;
            result = await SettleAsync(mailbox, batch, result, cancellationToken);
            progress?.Report(result);
            batch.Clear();
            bytes = 0;
        }

        if (batch.Count > 0) result = await SettleAsync(mailbox, batch, result, cancellationToken);
        progress?.Report(result);
        return result;
    }

    // The mailbox hears of messages only once the store has acknowledged them: whatever ends the program before that, they are read again.
    private async Task<ImportResult> SettleAsync(IMailbox mailbox, List<RawMail> batch, ImportResult result, CancellationToken cancellationToken)
    {
        var messages = new Dictionary<string, RawMail>(StringComparer.Ordinal);
        foreach (var mail in batch) messages.TryAdd(MessageIdentity.KeyOf(mail.Content, hasher), mail);
        var (added, refused) = await StoreAsync(messages, cancellationToken);
        await mailbox.SettleAsync(batch, refused, cancellationToken);
        return result with
        {
            Read = result.Read + batch.Count,
            Added = result.Added + added,
            Known = result.Known + batch.Count - added - refused.Count,
            Refused = result.Refused + refused.Count,
            Expected = mailbox.Count,
        };
    }

    private async Task<(int Added, List<RawMail> Refused)> StoreAsync(Dictionary<string, RawMail> messages, CancellationToken cancellationToken)
    {
        var keys = messages.Keys.ToDictionary(key => $"{MailSchemas.Message}:{key}", StringComparer.Ordinal);
        var missing = new List<Document>();
        await foreach (var row in database.ReadRevisionsAsync([.. keys.Keys], cancellationToken))
        {
            // A tombstone has a revision too, and is left.
            if (row.Revision is null && !row.IsDeleted) missing.Add(ToDocument(keys[row.Id], messages[keys[row.Id]].Content));
        }

        var added = 0;
        var refused = new List<RawMail>();
        if (missing.Count == 0) return (added, refused);
        foreach (var written in await database.BulkWriteAsync(missing, cancellationToken: cancellationToken))
        {
            if (written.IsWritten) added++;
            else if (written.Error != DocumentError.Conflict) refused.Add(messages[keys[written.Id]]); // A conflict: another import was faster.
        }

        return (added, refused);
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
