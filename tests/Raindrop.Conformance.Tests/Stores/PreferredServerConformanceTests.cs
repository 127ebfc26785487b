namespace Raindrop.Conformance.Tests.Stores;

/// <summary>Each case on the best server that is here.</summary>
public sealed class PreferredServerConformanceTests
{
    public static IEnumerable<TheoryDataRow<string, string>> Rows => StoreConformanceTests.RowsOf([TestedStores.Preferred]);

    [Theory]
    [MemberData(nameof(Rows))]
    public Task A_store_does_what_the_contracts_say(string store, string name) => StoreConformanceTests.RunAsync(store, name);
}
