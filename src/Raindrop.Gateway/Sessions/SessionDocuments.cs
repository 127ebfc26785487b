using System.Runtime.CompilerServices;
using Raindrop.Documents;

namespace Raindrop.Gateway.Sessions;

/// <summary>Reads and writes the documents of sessions. A session is there while both of its documents are.</summary>
internal sealed class SessionDocuments(SessionServer server, TimeProvider time)
{
    private const int PageSize = 500;
    private const int MostAttempts = 10;

    private static readonly RangeOptions Page = new() { IncludeDocuments = true, Limit = PageSize };

    /// <summary>How long the store may take for one thing before it counts as away.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private IDocumentDatabase Database => server.GetDatabase();

    /// <summary>Stores a new session.</summary>
    /// <returns>Whether it is there; not where all sessions of its identity were revoked meanwhile.</returns>
    public ValueTask<bool> CreateAsync(StoredSession session, CancellationToken cancellationToken) => AskAsync(async stop =>
    {
        // What lists it comes first: a session that is not listed could not be revoked with the others.
        var use = SessionIds.UseOf(session);
        await Database.PutAsync(new Document { Id = use, Content = SessionJson.WriteUse(session) }, stop).ConfigureAwait(false);
        await Database.PutAsync(new Document { Id = SessionIds.Of(session.Key), Content = SessionJson.Write(session) }, stop).ConfigureAwait(false);
        if (await Database.GetRevisionAsync(use, stop).ConfigureAwait(false) is not null) return true;
        await DeleteDocumentsAsync([SessionIds.Of(session.Key)], stop).ConfigureAwait(false);
        return false;
    }, cancellationToken);

    /// <summary>Reads sessions, all in two requests.</summary>
    public ValueTask<IReadOnlyDictionary<SessionKey, StoredSession>> ReadAsync(IReadOnlyCollection<SessionKey> keys, CancellationToken cancellationToken) => AskAsync<IReadOnlyDictionary<SessionKey, StoredSession>>(async stop =>
    {
        List<StoredSession> found = [];
        await foreach (var result in Database.BulkReadAsync([.. keys.Select(key => new DocumentReference(SessionIds.Of(key)))], null, stop).ConfigureAwait(false))
        {
            if (result.Document is { IsDeleted: false } document && SessionIds.TryGetKey(result.Id, out var key) && SessionJson.TryParse(key, document.Content) is { } session) found.Add(session);
        }

        var uses = await ReadUsesAsync(found, stop).ConfigureAwait(false);
        return found.Where(session => uses.ContainsKey(session.Key)).ToDictionary(session => session.Key, session => session with { UsedAt = uses[session.Key].Use.UsedAt, Label = uses[session.Key].Use.Label });
    }, cancellationToken);

    /// <summary>Writes when sessions were last used, all in two requests. What another host has written meanwhile stands.</summary>
    /// <returns>The sessions that are gone.</returns>
    public ValueTask<IReadOnlyList<SessionKey>> WriteUsesAsync(IReadOnlyList<StoredSession> sessions, CancellationToken cancellationToken) => AskAsync<IReadOnlyList<SessionKey>>(async stop =>
    {
        var uses = await ReadUsesAsync(sessions, stop).ConfigureAwait(false);
        List<Document> writes = [];
        foreach (var session in sessions)
        {
            if (uses.TryGetValue(session.Key, out var known) && known.Use.UsedAt < session.UsedAt)
                writes.Add(new Document { Id = SessionIds.UseOf(session), Revision = known.Revision, Content = SessionJson.WriteUse(known.Use with { UsedAt = session.UsedAt }) });
        }

        if (writes.Count > 0) await Database.BulkWriteAsync(writes, WriteMode.NewRevisions, stop).ConfigureAwait(false);
        return [.. sessions.Where(session => !uses.ContainsKey(session.Key)).Select(session => session.Key)];
    }, cancellationToken);

    /// <summary>The sessions that are listed: those of an identity, or all.</summary>
    /// <param name="range">The ids of their uses.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    public async IAsyncEnumerable<IReadOnlyList<StoredSession>> ListAsync(IdRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var count = PageSize; count == PageSize;)
        {
            var rows = await AskAsync(stop => ReadPageAsync(range, stop), cancellationToken).ConfigureAwait(false);
            count = rows.Count;
            if (count > 0) range = range with { Start = rows[^1].Id + " " };
            yield return [.. rows.Select(row => SessionIds.TryGetUse(row.Id, out var identity, out var key) && row.Document is { } document ? SessionJson.TryParseUse(identity, key, document.Content) : null).OfType<StoredSession>()];
        }
    }

    /// <summary>Of sessions that are listed, those that are there.</summary>
    public ValueTask<IReadOnlyList<StoredSession>> FilterAsync(IReadOnlyList<StoredSession> sessions, CancellationToken cancellationToken) => AskAsync<IReadOnlyList<StoredSession>>(async stop =>
    {
        List<StoredSession> found = [];
        await foreach (var row in Database.ReadRevisionsAsync([.. sessions.Select(session => SessionIds.Of(session.Key))], stop).ConfigureAwait(false))
        {
            if (row is { Revision: not null, IsDeleted: false }) found.Add(sessions[row.RequestIndex]);
        }

        return found;
    }, cancellationToken);

    /// <summary>Deletes sessions. From then on they are revoked.</summary>
    public ValueTask<bool> DeleteAsync(IReadOnlyList<StoredSession> sessions, CancellationToken cancellationToken) => AskAsync(async stop =>
    {
        await DeleteDocumentsAsync([.. sessions.Select(session => SessionIds.Of(session.Key))], stop).ConfigureAwait(false);
        await DeleteDocumentsAsync([.. sessions.Select(SessionIds.UseOf)], stop).ConfigureAwait(false);
        return true;
    }, cancellationToken);

    /// <summary>Deletes all sessions.</summary>
    public async ValueTask DeleteAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            await DocumentSweep.RunAsync(Database, SessionIds.All, cancellationToken).ConfigureAwait(false);
            await DocumentSweep.RunAsync(Database, SessionIds.AllUses, cancellationToken).ConfigureAwait(false);
        }
        catch (DocumentStoreException e)
        {
            throw new SessionsUnavailableException(e);
        }
    }

    private async ValueTask<IReadOnlyList<DocumentRow>> ReadPageAsync(IdRange range, CancellationToken cancellationToken)
    {
        List<DocumentRow> rows = [];
        await foreach (var row in Database.ReadRangeAsync(range, Page, cancellationToken).ConfigureAwait(false)) rows.Add(row);
        return rows;
    }

    private async ValueTask<Dictionary<SessionKey, (StoredSession Use, string Revision)>> ReadUsesAsync(IReadOnlyList<StoredSession> sessions, CancellationToken cancellationToken)
    {
        Dictionary<SessionKey, (StoredSession, string)> uses = [];
        if (sessions.Count == 0) return uses;
        await foreach (var result in Database.BulkReadAsync([.. sessions.Select(session => new DocumentReference(SessionIds.UseOf(session)))], null, cancellationToken).ConfigureAwait(false))
        {
            var session = sessions[result.RequestIndex];
            if (result.Document is { IsDeleted: false } document && SessionJson.TryParseUse(session.Identity, session.Key, document.Content) is { } use) uses[session.Key] = (use, document.Revision!);
        }

        return uses;
    }

    // Until none of them has a leaf: a use may be written, and another host may delete, at the same time.
    private async ValueTask DeleteDocumentsAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            List<Document> deletions = [];
            await foreach (var row in Database.ReadRevisionsAsync(ids, cancellationToken).ConfigureAwait(false))
            {
                if (row is { Revision: not null, IsDeleted: false }) deletions.Add(new Document { Id = row.Id, Revision = row.Revision, IsDeleted = true });
            }

            if (deletions.Count == 0) return;
            foreach (var result in await Database.BulkWriteAsync(deletions, WriteMode.NewRevisions, cancellationToken).ConfigureAwait(false))
            {
                if (!result.IsWritten && result.Error != DocumentError.Conflict) throw new StoreForbiddenException("The store refuses to delete sessions: check the access rules of their database.");
            }
        }

        throw new StoreUnavailableException("Sessions are written again and again while they are deleted: try again.");
    }

    private async ValueTask<T> AskAsync<T>(Func<CancellationToken, ValueTask<T>> ask, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await ask(either.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DocumentStoreException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new SessionsUnavailableException(e);
        }
    }
}
