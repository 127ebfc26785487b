using System.Collections;

namespace Raindrop.Canary.Tests.Capture;

/// <summary>What an exporter may make of a value that was attached to a log, an exception, an activity or a measurement: its text, and what is in it where that is bytes or many values.</summary>
internal static class ShownValue
{
    private const int DeepestLevel = 4;

    public static IEnumerable<string> Of(string name, object? value, int level = 0)
    {
        yield return $"{name}={value}";
        if (level == DeepestLevel) yield break;
        var bytes = value switch { byte[] array => array, ReadOnlyMemory<byte> memory => memory.ToArray(), Memory<byte> memory => memory.ToArray(), _ => null };
        if (bytes is not null) yield return $"{name}={Convert.ToHexString(bytes)}";
        else if (value is IEnumerable many and not string)
        {
            var each = value is IDictionary named ? named.Keys.Cast<object>().Select(key => ($"{key}", named[key])) : many.Cast<object?>().Select(one => (name, one));
            foreach (var line in each.SelectMany(one => Of(one.Item1, one.Item2, level + 1))) yield return line;
        }
    }
}
