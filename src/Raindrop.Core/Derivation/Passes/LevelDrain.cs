using System.Threading.Channels;
using Raindrop.Derivation.Planning;
using Raindrop.Extensions;

namespace Raindrop.Derivation.Passes;

/// <summary>Drains the pending units of one level: plans ahead through a bounded channel while batches are loaded, run, written and recorded.</summary>
internal sealed class LevelDrain(Planner planner, BatchStage stage, TraceStage traces, PassReport report, BatchSizer sizer, DerivationOptions options)
{
    /// <summary>Planning is far quicker than the rest, and what waits is only a burden to the garbage collector.</summary>
    private const int BatchesAhead = 1;

    public async Task RunAsync(IReadOnlyList<(ExtensionNode Node, PendingUnits Units)> level, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var batches = Channel.CreateBounded<IReadOnlyList<PlannedUnit>>(BatchesAhead);
        List<Task> tasks = [PlanAsync(level, batches.Writer, stop.Token)];
        for (var i = 0; i < options.MaxConcurrency; i++) tasks.Add(WorkAsync(batches.Reader, stop.Token));
        Exception? fault = null;
        while (tasks.Count > 0)
        {
            var done = await Task.WhenAny(tasks).ConfigureAwait(false);
            tasks.Remove(done);
            if (done.IsCompletedSuccessfully) continue;
            fault ??= done.Exception?.InnerException;
            await stop.CancelAsync().ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (fault is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(fault);
        await traces.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task PlanAsync(IReadOnlyList<(ExtensionNode Node, PendingUnits Units)> level, ChannelWriter<IReadOnlyList<PlannedUnit>> batches, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var (node, units) in level)
            {
                List<PlannedUnit> batch = [];
                long weight = 0;
                await foreach (var unit in planner.PlanAsync(node, units, report.Of(node).StandBy, cancellationToken).ConfigureAwait(false))
                {
                    if (!report.MayRun(node)) break;
                    if (batch.Count > 0 && weight + BatchSizer.WeightOf(unit) > sizer.Size)
                    {
                        await batches.WriteAsync(batch, cancellationToken).ConfigureAwait(false);
                        (batch, weight) = ([], 0);
                    }

                    batch.Add(unit);
                    weight += BatchSizer.WeightOf(unit);
                }

                if (batch.Count > 0) await batches.WriteAsync(batch, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            batches.Complete();
        }
    }

    private async Task WorkAsync(ChannelReader<IReadOnlyList<PlannedUnit>> batches, CancellationToken cancellationToken)
    {
        // One task a batch at a time; extensions are synchronous for the most part, so the work must leave the planner's thread.
        await Task.Yield();
        await foreach (var batch in batches.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            await stage.RunAsync(batch, cancellationToken).ConfigureAwait(false);
    }
}
