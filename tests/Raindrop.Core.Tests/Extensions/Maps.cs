using CsCheck;

namespace Raindrop.Core.Tests.Extensions;

/// <summary>Generates maps from few keys, of which a draw may give one twice: the first counts.</summary>
internal static class Maps
{
    public static Gen<Dictionary<string, T>> Of<T>(Gen<string> key, Gen<T> value, int min = 0, int max = 6) =>
        Gen.Select(key, value).Array[min, max].Select(entries => entries.DistinctBy(entry => entry.Item1).ToDictionary(entry => entry.Item1, entry => entry.Item2));
}
