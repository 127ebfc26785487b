using Raindrop.Documents;

namespace Raindrop.Testing.Conformance.Cases;

internal static class ServerCases
{
    public static CaseList All => new(ConformanceArea.Server)
    {
        The_server_says_what_it_is,
        A_database_is_created_once_and_deleted_once,
        Databases_are_listed_in_order,
        A_name_that_no_server_takes_is_refused_before_anything_is_sent,
        A_database_that_does_not_exist_is_told_by_every_call,
        Databases_do_not_share_documents,
        A_database_deleted_and_created_anew_is_empty,
        A_database_deleted_and_created_anew_has_another_incarnation,
        The_incarnation_stays_while_documents_are_written,
        Documents_and_tombstones_are_counted,
        The_update_count_counts_every_stored_revision_once,
        The_update_sequence_is_where_a_feed_goes_on,
        { StoreCapabilities.DatabaseInfos, The_states_of_many_databases_come_in_the_order_asked },
    };

    private static async Task The_server_says_what_it_is(ConformanceContext context)
    {
        Expect.That(context.Info.Product.Length > 0, "the product should have a name");
        Expect.That(context.Info.Version.Length > 0, "the product should have a version");
        Expect.Equal(context.Info, await context.Server.GetInfoAsync(context.Stop), "The info asked for again");
    }

    private static async Task A_database_is_created_once_and_deleted_once(ConformanceContext context)
    {
        foreach (var ending in new[] { "", "/a_b$c(d)e+f-1" })
        {
            var name = context.NewName(ending);
            Expect.That(await context.Server.CreateDatabaseAsync(name, cancellationToken: context.Stop), "the first creation should say true");
            Expect.That(!await context.Server.CreateDatabaseAsync(name, cancellationToken: context.Stop), "the second creation should say false");
            var database = context.Server.GetDatabase(name);
            Expect.Equal(name, database.Name, "The database's name");
            Expect.Equal(name, (await database.GetInfoAsync(context.Stop)).Name, "The name in its info");
            Expect.That(await context.Server.DeleteDatabaseAsync(name, context.Stop), "the first deletion should say true");
            Expect.That(!await context.Server.DeleteDatabaseAsync(name, context.Stop), "the second deletion should say false");
        }
    }

    private static async Task Databases_are_listed_in_order(ConformanceContext context)
    {
        var first = context.NewName();
        string[] names = [first, first + "-b", first + "_c"];
        foreach (var name in names.Reverse())
        {
            await context.Server.CreateDatabaseAsync(name, cancellationToken: context.Stop);
        }

        try
        {
            var listed = await context.Server.ListDatabasesAsync(context.Stop).Where(name => name.StartsWith(first, StringComparison.Ordinal)).ToListAsync(context.Stop);
            Expect.Sequence(names, listed, "The names listed");
        }
        finally
        {
            foreach (var name in names) await context.Server.DeleteDatabaseAsync(name, CancellationToken.None);
        }
    }

    private static async Task A_name_that_no_server_takes_is_refused_before_anything_is_sent(ConformanceContext context)
    {
        foreach (var name in new[] { "", "Upper", "1st", "a b", "ü", "a?b", "_x", "../x" })
        {
            await Expect.ThrowsAsync<ArgumentException>($"The name '{name}'", () => Task.FromResult(context.Server.GetDatabase(name)));
            await Expect.ThrowsAsync<ArgumentException>($"Creating '{name}'", () => context.Server.CreateDatabaseAsync(name, cancellationToken: context.Stop).AsTask());
        }
    }

    private static async Task A_database_that_does_not_exist_is_told_by_every_call(ConformanceContext context)
    {
        var missing = context.Server.GetDatabase(context.NewName());
        foreach (var (what, call) in EveryCall.Of(missing, context.Stop)) await Expect.ThrowsAsync<DatabaseNotFoundException>($"{what} on a missing database", call);
    }

    private static async Task Databases_do_not_share_documents(ConformanceContext context)
    {
        var other = await context.CreateDatabaseAsync();
        await context.PutAsync("a");
        Expect.Equal(null, await other.GetRevisionAsync("a", context.Stop), "The revision in the other database");
        Expect.Equal(0L, (await other.GetInfoAsync(context.Stop)).DocumentCount, "The other database's document count");
    }

    private static async Task A_database_deleted_and_created_anew_is_empty(ConformanceContext context)
    {
        await context.PutAsync("a");
        await context.Database.PutLocalAsync(new LocalDocument("l", Document.EmptyContent), context.Stop);
        await context.RecreateDatabaseAsync();
        Expect.Equal(null, await context.GetAsync("a"), "The document of old");
        Expect.Equal(null, await context.Database.GetLocalAsync("l", context.Stop), "The local document of old");
        Expect.Equal(0, (await context.ChangesAsync()).Count, "The number of changes");
    }

    private static async Task A_database_deleted_and_created_anew_has_another_incarnation(ConformanceContext context)
    {
        var first = (await context.Database.GetInfoAsync(context.Stop)).Incarnation;
        await context.RecreateDatabaseAsync();
        Expect.That(first != (await context.Database.GetInfoAsync(context.Stop)).Incarnation, "the incarnation should be another one after the database was created anew");
    }

    private static async Task The_incarnation_stays_while_documents_are_written(ConformanceContext context)
    {
        var first = (await context.Database.GetInfoAsync(context.Stop)).Incarnation;
        await context.WriteAllAsync(Enumerable.Range(0, 50).Select(n => ConformanceContext.New($"d{n}")));
        Expect.Equal(first, (await context.Database.GetInfoAsync(context.Stop)).Incarnation, "The incarnation after 50 writes");
        Expect.That(first.Length > 0, "the incarnation should not be empty");
    }

    private static async Task Documents_and_tombstones_are_counted(ConformanceContext context)
    {
        var revisions = await context.WriteAllAsync(["a", "b", "c"]);
        await context.Database.DeleteAsync("b", revisions[1], context.Stop);
        await context.Database.PutLocalAsync(new LocalDocument("l", Document.EmptyContent), context.Stop);
        var info = await context.Database.GetInfoAsync(context.Stop);
        Expect.Equal(2L, info.DocumentCount, "The document count");
        Expect.Equal(1L, info.DeletedCount, "The count of tombstones");
    }

    private static async Task The_update_count_counts_every_stored_revision_once(ConformanceContext context)
    {
        if ((await context.Database.GetInfoAsync(context.Stop)).UpdateCount is not { } before) return; // the store cannot say, and says so
        var revisions = await context.WriteAllAsync(["a", "b", "c"]);
        await context.PutAsync("a", """{"n":2}""", revisions[0]);
        await context.Database.DeleteAsync("b", revisions[1], context.Stop);
        await context.PlantAsync("c", "{}", false, "1-zz");
        await context.PlantAsync("c", "{}", false, "1-zz");
        await context.Database.PutLocalAsync(new LocalDocument("l", Document.EmptyContent), context.Stop);
        await context.WriteAsync(ConformanceContext.New("a"));
        Expect.Equal(before + 6, (await context.Database.GetInfoAsync(context.Stop)).UpdateCount, "The update count after 6 stored revisions, one repeated and one refused");
    }

    private static async Task The_update_sequence_is_where_a_feed_goes_on(ConformanceContext context)
    {
        await context.WriteAllAsync(["a", "b", "c"]);
        var end = await context.EndAsync();
        await context.PutAsync("d");
        Expect.Sequence(["d"], (await context.ChangesAsync(new ChangesOptions { Since = end })).Select(change => change.Id), "The documents changed since");
        Expect.That(end != await context.EndAsync(), "the update sequence should move with a write");
    }

    private static async Task The_states_of_many_databases_come_in_the_order_asked(ConformanceContext context)
    {
        var other = await context.CreateDatabaseAsync();
        await context.PutAsync("a");
        string[] names = [.. Enumerable.Range(0, 120).Select(n => $"rd-conformance-none-{n}"), other.Name, context.NewName(), context.Database.Name];
        var infos = await context.Server.GetDatabaseInfosAsync(names, context.Stop);
        Expect.Equal(names.Length, infos.Count, "The number of infos");
        Expect.Sequence([120, 122], Enumerable.Range(0, infos.Count).Where(i => infos[i] is not null), "The places of the databases that exist");
        Expect.Equal(await context.Database.GetInfoAsync(context.Stop), infos[122], "The info of many, compared with that of one");
        Expect.Equal(0, (await context.Server.GetDatabaseInfosAsync([], context.Stop)).Count, "The number of infos of no database");
    }
}
