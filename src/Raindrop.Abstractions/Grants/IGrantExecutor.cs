using Raindrop.Documents;

namespace Raindrop.Grants;

/// <summary>Executes the grants that wait, as an account that may write design documents. Safe for concurrent use, and for several hosts on one queue.</summary>
/// <remarks>A call may be ended or killed at any moment: what the next one does again has the same content, and changes nothing.</remarks>
public interface IGrantExecutor
{
    /// <summary>Goes once through the queue, the oldest grant first. One that cannot be executed now does not stop the others.</summary>
    /// <param name="cancellationToken">Ends the call. What was done is kept.</param>
    /// <exception cref="DocumentStoreException">The queue cannot be read.</exception>
    ValueTask<GrantPass> RunOnceAsync(CancellationToken cancellationToken = default);

    /// <summary>Deletes what is kept of grants, and entries of journals, when their time is over.</summary>
    /// <param name="cancellationToken">Ends the call. What was done is kept.</param>
    /// <exception cref="DocumentStoreException">The store cannot be reached, or refuses.</exception>
    ValueTask SweepAsync(CancellationToken cancellationToken = default);
}
