using Raindrop.Documents;

namespace Raindrop.Testing.Conformance.Cases;

internal static class CancellationCases
{
    private static readonly CancellationToken Cancelled = new(canceled: true);

    public static CaseList All => new(ConformanceArea.Concurrency)
    {
        Every_call_of_a_database_heeds_a_cancelled_token_and_writes_nothing,
        Every_call_of_a_server_heeds_a_cancelled_token,
        An_enumeration_ends_when_cancelled_midway,
    };

    private static async Task Every_call_of_a_database_heeds_a_cancelled_token_and_writes_nothing(ConformanceContext context)
    {
        foreach (var (what, call) in EveryCall.Of(context.Database, Cancelled)) await Expect.ThrowsAsync<OperationCanceledException>($"{what} with a cancelled token", call);
        Expect.Equal(0, (await context.ChangesAsync()).Count, "The number of changes");
    }

    private static async Task Every_call_of_a_server_heeds_a_cancelled_token(ConformanceContext context)
    {
        var name = context.NewName();
        await Expect.ThrowsAsync<OperationCanceledException>("CreateDatabaseAsync with a cancelled token", () => context.Server.CreateDatabaseAsync(name, cancellationToken: Cancelled).AsTask());
        await Expect.ThrowsAsync<OperationCanceledException>("DeleteDatabaseAsync with a cancelled token", () => context.Server.DeleteDatabaseAsync(name, Cancelled).AsTask());
        await Expect.ThrowsAsync<OperationCanceledException>("ListDatabasesAsync with a cancelled token", () => context.Server.ListDatabasesAsync(Cancelled).CountAsync(CancellationToken.None).AsTask());
        Expect.That(await context.Server.CreateDatabaseAsync(name, cancellationToken: context.Stop), "the database should not have been created before");
    }

    private static async Task An_enumeration_ends_when_cancelled_midway(ConformanceContext context)
    {
        await context.WriteAllAsync(Enumerable.Range(0, 2000).Select(n => $"d{n:0000}"), id => ConformanceContext.New(id, $$"""{"text":"{{new string('x', 500)}}"}"""));
        await CheckAsync(token => context.Database.ReadRangeAsync(default, RangeOptions.WithDocuments, token));
        await CheckAsync(token => context.Database.ReadChanges(new ChangesOptions { IncludeDocuments = true }));
        await context.PutAsync("after");
    }

    private static async Task CheckAsync<T>(Func<CancellationToken, IAsyncEnumerable<T>> read)
    {
        using var stop = new CancellationTokenSource();
        await Expect.ThrowsAsync<OperationCanceledException>("An enumeration cancelled midway", async () =>
        {
            await foreach (var _ in read(stop.Token).WithCancellation(stop.Token)) await stop.CancelAsync();
        });
    }
}
