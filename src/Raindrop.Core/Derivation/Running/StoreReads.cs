using Raindrop.Derivation.Units;
using Raindrop.Documents;
using Raindrop.Extensions;
using Raindrop.Schemas;

namespace Raindrop.Derivation.Running;

/// <summary>Answers a set of reads with a constant number of requests: one for documents, one for groups, one for attachments; large attachments apart.</summary>
internal sealed class StoreReads(IDocumentDatabase database, ExtensionRegistry registry, int maxBatchedAttachment)
{
    private static readonly ReadOptions WithAttachments = new() { IncludeAttachments = true };

    public async Task<Dictionary<ReadKey, ReadAnswer>> AnswerAsync(IReadOnlyList<(ReadKey Key, long Length)> reads, CancellationToken cancellationToken)
    {
        var answers = new Dictionary<ReadKey, ReadAnswer>(reads.Count);
        var documents = reads.Where(read => read.Key.Attachment is null).Select(read => read.Key).ToList();
        await ReadDocumentsAsync([.. documents.Where(key => !UnitIds.IsGroup(key.Prefix))], answers, cancellationToken).ConfigureAwait(false);
        await ReadGroupsAsync([.. documents.Where(key => UnitIds.IsGroup(key.Prefix))], answers, cancellationToken).ConfigureAwait(false);
        var attachments = reads.Where(read => read.Key.Attachment is not null).ToList();
        await ReadAttachmentsAsync([.. attachments.Where(read => read.Length <= maxBatchedAttachment).Select(read => read.Key)], answers, cancellationToken).ConfigureAwait(false);
        foreach (var (key, _) in attachments.Where(read => read.Length > maxBatchedAttachment))
            answers[key] = new ReadAnswer([], await StreamAsync(key, cancellationToken).ConfigureAwait(false));
        return answers;
    }

    private async Task ReadDocumentsAsync(IReadOnlyList<ReadKey> keys, Dictionary<ReadKey, ReadAnswer> answers, CancellationToken cancellationToken)
    {
        if (keys.Count == 0) return;
        var ids = keys.Select(key => UnitIds.DocumentsOf(key.Prefix, registry)).ToList();
        var found = await DocumentLoader.LoadAsync(database, ids.SelectMany(some => some), cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < keys.Count; i++) answers[keys[i]] = new ReadAnswer([.. ids[i].Where(found.ContainsKey).Select(id => found[id])]);
    }

    private async Task ReadGroupsAsync(IReadOnlyList<ReadKey> keys, Dictionary<ReadKey, ReadAnswer> answers, CancellationToken cancellationToken)
    {
        if (keys.Count == 0) return;
        var members = keys.Select(_ => new List<Document>()).ToList();
        var rows = database.ReadRangesAsync([.. keys.Select(key => IdRange.StartingWith(key.Prefix))], RangeOptions.WithDocuments, cancellationToken);
        await foreach (var row in rows.ConfigureAwait(false))
        {
            if (row.Document is not null && DocumentKey.TryParse(row.Id, out var key) && UnitIds.IsInput(registry, key.Value)) members[row.RequestIndex].Add(row.Document);
        }

        for (var i = 0; i < keys.Count; i++) answers[keys[i]] = new ReadAnswer(members[i]);
    }

    private async Task ReadAttachmentsAsync(IReadOnlyList<ReadKey> keys, Dictionary<ReadKey, ReadAnswer> answers, CancellationToken cancellationToken)
    {
        if (keys.Count == 0) return;
        foreach (var key in keys) answers[key] = new ReadAnswer([]);
        var references = keys.Select(key => key.Reference).Distinct().ToList();
        await foreach (var result in database.BulkReadAsync(references, WithAttachments, cancellationToken).ConfigureAwait(false))
        {
            if (result.Document is not { } document) continue;
            var reference = references[result.RequestIndex];
            foreach (var (name, attachment) in document.Attachments)
            {
                var key = new ReadKey(reference.Id, reference.Revision, name);
                if (attachment.Data is { } data && answers.ContainsKey(key)) answers[key] = new ReadAnswer([], data);
            }
        }
    }

    private async Task<ReadOnlyMemory<byte>?> StreamAsync(ReadKey key, CancellationToken cancellationToken)
    {
        var content = await database.OpenAttachmentAsync(key.Reference, key.Attachment!, cancellationToken).ConfigureAwait(false);
        if (content is null) return null;
        await using var disposeContent = content.ConfigureAwait(false);
        using var bytes = new MemoryStream(content.Length is { } length ? (int)length : 0);
        await content.Stream.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }
}
