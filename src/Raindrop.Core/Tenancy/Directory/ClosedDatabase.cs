using Raindrop.Documents;

namespace Raindrop.Tenancy.Directory;

/// <summary>A database of a host's own, which nobody but administrators may use unless they say otherwise.</summary>
internal static class ClosedDatabase
{
    /// <summary>Creates a database where it is missing, and closes it where it is open to every user.</summary>
    public static async ValueTask EnsureAsync(IDocumentServer server, string name, CancellationToken cancellationToken)
    {
        await server.EnsureDatabaseAsync(name, cancellationToken).ConfigureAwait(false);
        await new TenantAccess(server).CloseAsync(name, cancellationToken).ConfigureAwait(false);
    }
}
