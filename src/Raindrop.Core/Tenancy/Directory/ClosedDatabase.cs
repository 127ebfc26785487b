using Raindrop.Documents;

namespace Raindrop.Tenancy.Directory;

/// <summary>A database of a host's own, which nobody but administrators may use unless they say otherwise.</summary>
internal static class ClosedDatabase
{
    /// <summary>Creates a database where it is missing, and closes it where it is open to every user.</summary>
    public static async ValueTask EnsureAsync(IDocumentServer server, string name, CancellationToken cancellationToken)
    {
        try
        {
            // What is there is not created anew: a host that may not create databases starts where an administrator has made it.
            await server.GetDatabase(name).GetInfoAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DatabaseNotFoundException)
        {
            await server.CreateDatabaseAsync(name, null, cancellationToken).ConfigureAwait(false);
        }

        await new TenantAccess(server).CloseAsync(name, cancellationToken).ConfigureAwait(false);
    }
}
