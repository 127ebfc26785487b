using Raindrop.CouchDb.Json;
using Raindrop.Documents;
using Raindrop.Embedded.Storage;

namespace Raindrop.Embedded.Writing;

/// <summary>Local documents.</summary>
internal sealed class LocalDocuments(string name, DatabaseFolder folder)
{
    private const string Select = "SELECT content FROM locals WHERE id = ?1";
    private const string Replace = "INSERT OR REPLACE INTO locals (id, content) VALUES (?1, ?2)";
    private const string Remove = "DELETE FROM locals WHERE id = ?1";

    public ValueTask<LocalDocument?> GetAsync(string id, CancellationToken cancellationToken)
    {
        DocumentIds.RequireLocal(id);
        return folder.ReadAsync(name, lease => Read(lease.Connection, id), cancellationToken);
    }

    public async ValueTask PutAsync(LocalDocument document, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(document);
        DocumentIds.RequireLocal(document.Id);
        DocumentContent.Validate(document.Id, document.Content);
        await RunAsync(session => session.Connection[Replace].Bind(1, document.Id).Bind(2, document.Content.Span), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DeleteAsync(string id, CancellationToken cancellationToken)
    {
        DocumentIds.RequireLocal(id);
        await RunAsync(session => session.Connection[Remove].Bind(1, id), cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask RunAsync(Func<WriteSession, Statement> prepare, CancellationToken cancellationToken) => await folder.WriteAsync(
        name,
        session =>
        {
            prepare(session).Run();
            return true;
        },
        1,
        cancellationToken).ConfigureAwait(false);

    private static LocalDocument? Read(Connection connection, string id)
    {
        var statement = connection[Select].Bind(1, id);
        if (!statement.Step()) return null;
        var document = new LocalDocument(id, statement.Bytes(0).ToArray());
        statement.Reset();
        return document;
    }
}
