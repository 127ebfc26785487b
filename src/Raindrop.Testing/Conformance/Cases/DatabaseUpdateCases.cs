using Raindrop.Documents;

namespace Raindrop.Testing.Conformance.Cases;

internal static class DatabaseUpdateCases
{
    public static CaseList All => new(ConformanceArea.Server)
    {
        { StoreCapabilities.DatabaseUpdates, The_creation_the_writes_and_the_deletion_of_a_database_are_followed },
        { StoreCapabilities.DatabaseUpdates, Following_goes_on_after_a_sequence_without_loss },
    };

    private static async Task The_creation_the_writes_and_the_deletion_of_a_database_are_followed(ConformanceContext context)
    {
        var name = context.NewName();
        await using var updates = Follow(context, await NowAsync(context));
        await context.Server.CreateDatabaseAsync(name, cancellationToken: context.Stop);
        await updates.UntilAsync(update => update.Database == name && update.Kind == DatabaseUpdateKind.Created, "the creation");
        await context.Server.GetDatabase(name).PutAsync(ConformanceContext.New("a"), context.Stop);
        await updates.UntilAsync(update => update.Database == name && update.Kind == DatabaseUpdateKind.Updated, "the write");
        await context.Server.DeleteDatabaseAsync(name, context.Stop);
        await updates.UntilAsync(update => update.Database == name && update.Kind == DatabaseUpdateKind.Deleted, "the deletion");
    }

    private static async Task Following_goes_on_after_a_sequence_without_loss(ConformanceContext context)
    {
        var since = await NowAsync(context);
        var missed = await context.CreateDatabaseAsync();
        await using var updates = Follow(context, since);
        await updates.UntilAsync(update => update.Database == missed.Name && update.Kind == DatabaseUpdateKind.Created, "the creation before the feed was opened");
    }

    private static LiveFeed<DatabaseUpdate> Follow(ConformanceContext context, string? since) => new(context.Server.FollowDatabaseUpdatesAsync(since, CancellationToken.None), context.Stop);

    // No call tells the end of this feed, so an update of one's own is waited for.
    private static async Task<string?> NowAsync(ConformanceContext context)
    {
        await using var updates = Follow(context, null);
        do await context.PutAsync(Guid.NewGuid().ToString());
        while (!await updates.HasNextAsync(TimeSpan.FromMilliseconds(200)));
        return (await updates.NextAsync("an update")).Sequence;
    }
}
