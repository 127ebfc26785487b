namespace Raindrop.Embedded.Storage;

/// <summary>A write that waits for its turn.</summary>
internal abstract class PendingWrite(int weight, CancellationToken cancellationToken)
{
    /// <summary>How many documents it writes.</summary>
    public int Weight => weight;

    public bool IsCancelled => cancellationToken.IsCancellationRequested;

    protected CancellationToken CancellationToken => cancellationToken;

    /// <summary>Does the work within the transaction.</summary>
    public abstract void Run(WriteSession session);

    /// <summary>Answers the caller, after the transaction was committed.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception exception);

    public abstract void Cancel();
}
