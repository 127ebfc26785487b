using System.Text.Json;
using Raindrop.Documents;

namespace Raindrop.Tenancy.Directory;

/// <summary>The design documents that the host gives every tenant. Others in the database are left alone.</summary>
internal sealed class TenantDesigns(IDocumentServer server, IEnumerable<TenantDesignDocument> designs)
{
    private const string Prefix = "_design/";
    private const int MostAttempts = 5;

    private readonly IReadOnlyList<TenantDesignDocument> _designs = [.. designs];

    /// <returns>Whether one was missing or another.</returns>
    public async ValueTask<bool> EnsureAsync(string name, CancellationToken cancellationToken)
    {
        var database = server.GetDatabase(name);
        var isChanged = false;
        foreach (var design in _designs) isChanged |= await EnsureAsync(database, design, cancellationToken).ConfigureAwait(false);
        return isChanged;
    }

    private static async ValueTask<bool> EnsureAsync(IDocumentDatabase database, TenantDesignDocument design, CancellationToken cancellationToken)
    {
        var id = Prefix + design.Name;
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var found = await database.GetAsync(new DocumentReference(id), null, cancellationToken).ConfigureAwait(false);
            if (found is not null && IsSame(found.Content, design.Content)) return attempt > 0;
            try
            {
                await database.PutAsync(new Document { Id = id, Revision = found?.Revision, Content = design.Content }, cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (DocumentConflictException)
            {
                // Another host writes it too.
            }
        }

        throw new StoreUnavailableException("A design document of a tenant changes again and again: see who else writes it, and try again.");
    }

    // Stores write JSON in their own way, so that values are compared and not bytes.
    private static bool IsSame(ReadOnlyMemory<byte> stored, ReadOnlyMemory<byte> expected)
    {
        using var left = JsonDocument.Parse(stored);
        using var right = JsonDocument.Parse(expected);
        return JsonElement.DeepEquals(left.RootElement, right.RootElement);
    }
}
