using Raindrop.Documents;

namespace Raindrop.Tenancy.Stored;

/// <summary>Which database is whose. A name whose tenant is gone stays, and leads to nobody.</summary>
internal sealed class TenantDatabaseNames(IDocumentDatabase database)
{
    public const string Schema = "rd.tenant.database";

    private const string Prefix = Schema + ":";
    private const int MostAttempts = 10;

    public async ValueTask<TenantId?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var document = await ReadAsync(name, cancellationToken).ConfigureAwait(false);
        return document is not null && TenantPointerJson.Parse(Schema, name, document.Content) is { IsDefault: false } tenant ? tenant : null;
    }

    /// <summary>Notes whose a database is, unless that is noted or forgotten already. Names are random, so nobody else has it.</summary>
    public async ValueTask NoteAsync(TenantEntry entry, CancellationToken cancellationToken) =>
        await TryPutAsync(entry.Database, entry.Tenant, null, cancellationToken).ConfigureAwait(false);

    /// <summary>Lets a name lead to nobody.</summary>
    public async ValueTask ForgetAsync(string name, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var document = await ReadAsync(name, cancellationToken).ConfigureAwait(false);
            if (document is not null && TenantPointerJson.Parse(Schema, name, document.Content).IsDefault) return;
            if (await TryPutAsync(name, default, document?.Revision, cancellationToken).ConfigureAwait(false)) return;
        }

        throw IdentityClaims.Contested();
    }

    private async ValueTask<bool> TryPutAsync(string name, TenantId tenant, string? revision, CancellationToken cancellationToken)
    {
        try
        {
            await database.PutAsync(new Document { Id = Prefix + name, Revision = revision, Content = TenantPointerJson.Write(Schema, name, tenant) }, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (DocumentConflictException)
        {
            return false;
        }
    }

    private ValueTask<Document?> ReadAsync(string name, CancellationToken cancellationToken) =>
        database.GetAsync(new DocumentReference(Prefix + name), null, cancellationToken);
}
