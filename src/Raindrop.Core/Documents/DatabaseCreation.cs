namespace Raindrop.Documents;

/// <summary>Creates the databases of a host's own.</summary>
internal static class DatabaseCreation
{
    // What is there is not created anew: a host that may not create databases starts where an administrator has made it.
    public static async Task EnsureDatabaseAsync(this IDocumentServer server, string name, CancellationToken cancellationToken)
    {
        try
        {
            await server.GetDatabase(name).GetInfoAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DatabaseNotFoundException)
        {
            await server.CreateDatabaseAsync(name, null, cancellationToken).ConfigureAwait(false);
        }
    }
}
