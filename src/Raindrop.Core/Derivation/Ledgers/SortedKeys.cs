using Raindrop.Documents;

namespace Raindrop.Derivation.Ledgers;

/// <summary>Search in lists of keys that are in the order of ids.</summary>
internal static class SortedKeys
{
    public static int BinarySearch(this IReadOnlyList<string> keys, string key)
    {
        int low = 0, high = keys.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = IdComparer.Instance.Compare(keys[middle], key);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return ~low;
    }
}
