using Raindrop.Derivation.Ledgers;
using Raindrop.Derivation.Planning;
using Raindrop.Derivation.Units;
using Raindrop.Documents;
using Raindrop.Extensions;

namespace Raindrop.Derivation.Running;

/// <summary>The run stage for one unit: bounded attempts, and every failure is a category.</summary>
internal sealed class UnitRunner(ExtensionRegistry registry, IdentifierHasher hasher, DerivationOptions options, TimeProvider time)
{
    public async Task<UnitResult> RunAsync(PlannedUnit unit, UnitBody body, ReadBatcher reads, BatchCredentials credentials, CancellationToken cancellationToken)
    {
        reads.Enter();
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                using var context = new DerivationContext(unit.Node, registry, reads, hasher, credentials);
                var failure = await TryAsync(unit, body, context, cancellationToken).ConfigureAwait(false);
                if (failure is null) return Succeed(unit, body, context);
                if (attempt >= options.MaxAttempts || !MayHeal(failure.Value)) return Fail(unit, body, context, new TraceFailure(failure.Value, attempt));
                await WaitAsync(attempt, reads, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            reads.Leave();
        }
    }

    private async Task<DerivationFailure?> TryAsync(PlannedUnit unit, UnitBody body, DerivationContext context, CancellationToken cancellationToken)
    {
        try
        {
            var run = unit.Node.Extension.DeriveAsync(context, body.ToInput(unit, context), cancellationToken);
            if (!run.IsCompletedSuccessfully) await run.AsTask().WaitAsync(options.RunTimeout, time, cancellationToken).ConfigureAwait(false);
            // An extension that made do without what could not be read has not seen its input.
            return context.Outage is { } outage ? throw outage : null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception) when (context.Outage is not null || body.StoreFault is not null)
        {
            // An outage of the store or the vault says nothing about the document.
            throw context.Outage ?? body.StoreFault!;
        }
        catch (DerivationException e)
        {
            return e.Failure;
        }
        catch (TimeoutException) when (context.IsOpeningCredential)
        {
            throw new StoreUnavailableException("The credential vault did not answer in time: check its key provider and its databases, or raise the run timeout.");
        }
        catch (TimeoutException)
        {
            return DerivationFailure.TimedOut;
        }
        catch (Exception)
        {
            return DerivationFailure.ExtensionFailed;
        }
    }

    private static UnitResult Succeed(PlannedUnit unit, UnitBody body, DerivationContext context) => new(unit)
    {
        Input = body.Digest,
        InputRevision = body.Revision,
        Outputs = context.Outputs.Documents,
        Reads = ReadsOf(context),
    };

    private static UnitResult Fail(PlannedUnit unit, UnitBody body, DerivationContext context, TraceFailure failure) => new(unit)
    {
        Input = body.Digest,
        Reads = ReadsOf(context),
        Failure = failure,
    };

    private static IReadOnlyList<TraceRead> ReadsOf(DerivationContext context) => context.ReadDigests.Count == 0
        ? []
        : [.. context.ReadDigests.OrderBy(read => read.Key, IdComparer.Instance).Select(read => new TraceRead(read.Key, read.Value))];

    private static bool MayHeal(DerivationFailure failure) => failure is DerivationFailure.ExtensionFailed or DerivationFailure.TimedOut;

    private async Task WaitAsync(int attempt, ReadBatcher reads, CancellationToken cancellationToken)
    {
        reads.Leave();
        try
        {
            await Task.Delay(options.RetryDelay * Math.Pow(2, attempt - 1), time, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            reads.Enter();
        }
    }
}
