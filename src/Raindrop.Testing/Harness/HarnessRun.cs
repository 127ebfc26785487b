using System.Diagnostics;
using System.Runtime.CompilerServices;
using Raindrop.Extensions;

namespace Raindrop.Testing.Harness;

/// <summary>One run of the extension on one input.</summary>
internal static class HarnessRun
{
    public static async Task<ExtensionRun> ExecuteAsync(HarnessDatabase database, HarnessInput input, RunVariant variant, CancellationToken cancellationToken)
    {
        using var context = new HarnessContext(database, variant);
        Exception? exception = null;
        var thread = Environment.CurrentManagedThreadId;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        try
        {
            await database.Node.Extension.DeriveAsync(context, InputOf(database, context, input), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            exception = e;
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        var emitted = context.Documents;
        return new ExtensionRun
        {
            Input = input.Id,
            Documents = exception is null ? [.. emitted.Select(document => Describe(database.Node, document, input))] : [],
            Reads = context.Reads,
            Credentials = context.Credentials,
            Exception = exception,
            Failure = exception switch { null => null, DerivationException known => known.Failure, _ => DerivationFailure.ExtensionFailed },
            Cost = new RunCost
            {
                Reads = context.ReadCount,
                BytesRead = context.BytesRead,
                BytesEmitted = emitted.Sum(document => document.Payload.Length + document.Attachments.Values.Sum(attachment => (long)attachment.Content.Length)),
                AllocatedBytes = thread == Environment.CurrentManagedThreadId ? allocated : null,
                Elapsed = elapsed,
            },
        };
    }

    private static DerivationInput InputOf(HarnessDatabase database, HarnessContext context, HarnessInput input) =>
        database.Node.IsGroup
            ? DerivationInput.OfGroup(input.Schema, input.Key, Members(database, context, input))
            : DerivationInput.Of(context.See(database.Find(input.Schema, input.Key)!));

    private static async IAsyncEnumerable<InputDocument> Members(
        HarnessDatabase database, HarnessContext context, HarnessInput input, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var group = database.Node.Definition.Grouping == InputGrouping.WholeSchema ? null : input.Key;
        foreach (var key in database.KeysOf(input.Schema, group))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return context.See(database.Find(input.Schema, key)!);
        }

        await ValueTask.CompletedTask.ConfigureAwait(false);
    }

    private static HarnessOutput Describe(ExtensionNode node, EmittedDocument document, HarnessInput input) => new()
    {
        Stored = document.ToDocument(node, input.Id, node.IsGroup ? null : "1-harness", null),
        Schema = document.Schema,
        Key = document.Key,
        Payload = document.Payload,
        Digest = document.Digest,
    };
}
