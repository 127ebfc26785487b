namespace Raindrop.Packaging.Tests;

public sealed class ReproducibilityTests(PackedLibraries libraries)
{
    [Fact]
    public async Task Packing_the_same_sources_elsewhere_gives_the_same_bytes()
    {
        var again = await libraries.PackAgainAsync(TestContext.Current.CancellationToken);

        foreach (var name in PackedLibraries.Names)
        {
            var first = libraries.Open(name);
            var second = new LibraryPackage(again, name, libraries.Version);
            Different(first.Files, second.Files).Should().BeEmpty("the files of {0} follow from its sources", name);
            Different(first.Symbols, second.Symbols).Should().BeEmpty("the symbols of {0} follow from its sources", name);
        }
    }

    private static List<string> Different(IReadOnlyDictionary<string, byte[]> first, IReadOnlyDictionary<string, byte[]> second) =>
        [.. first.Keys.Union(second.Keys).Where(path =>
            !first.TryGetValue(path, out var a) || !second.TryGetValue(path, out var b) || !a.AsSpan().SequenceEqual(b))];
}
