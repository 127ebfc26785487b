using Raindrop.Testing.Conformance;

namespace Raindrop.Conformance.Tests.Stores;

/// <summary>Each case on each store; <c>-preEnumerateTheories -trait store=embedded</c> runs one store alone. The best server has a class of its own, so that it works while the others do.</summary>
public sealed class StoreConformanceTests
{
    public static IEnumerable<TheoryDataRow<string, string>> Rows => RowsOf(TestedStores.Others);

    [Theory]
    [MemberData(nameof(Rows))]
    public Task A_store_does_what_the_contracts_say(string store, string name) => RunAsync(store, name);

    internal static IEnumerable<TheoryDataRow<string, string>> RowsOf(IEnumerable<string> stores) =>
        from store in stores
        from found in StoreConformance.Cases
        select new TheoryDataRow<string, string>(store, found.Name).WithTrait("store", store).WithTrait("area", found.Area.ToString());

    internal static async Task RunAsync(string store, string name)
    {
        var server = await TestedStores.GetAsync(store);
        var running = () => StoreConformance.Find(name).RunAsync(server, TestContext.Current.CancellationToken);
        var reason = KnownDeviations.Reason((await server.GetInfoAsync(TestContext.Current.CancellationToken)).Product, name);
        if (reason is null) await running.Should().NotThrowAsync();
        else await running.Should().ThrowAsync<ConformanceException>(reason);
    }

    [Fact]
    public void Cases_have_names_of_their_own_and_every_area_has_some()
    {
        StoreConformance.Cases.Select(found => found.Name).Should().OnlyHaveUniqueItems();
        StoreConformance.Cases.Select(found => found.Area).Distinct().Should().BeEquivalentTo(Enum.GetValues<ConformanceArea>());
    }
}
