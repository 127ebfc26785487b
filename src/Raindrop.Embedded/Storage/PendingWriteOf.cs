namespace Raindrop.Embedded.Storage;

/// <summary>A write with a result.</summary>
internal sealed class PendingWrite<T>(Func<WriteSession, T> work, int weight, CancellationToken cancellationToken) : PendingWrite(weight, cancellationToken)
{
    private readonly TaskCompletionSource<T> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Task => _source.Task;

    public override void Run(WriteSession session) => _result = work(session);

    public override void Complete() => _source.TrySetResult(_result!);

    public override void Fail(Exception exception) => _source.TrySetException(exception);

    public override void Cancel() => _source.TrySetCanceled(CancellationToken);
}
