using System.Collections.Concurrent;
using Raindrop.Canary.Tests.Search;

namespace Raindrop.Canary.Tests.Capture;

/// <summary>All that somebody could have read outside the stores: what was logged, thrown, measured, traced, reported and printed.</summary>
internal sealed class Captured
{
    private readonly ConcurrentQueue<(string Where, string Text)> _texts = [];

    /// <summary>Notes what was shown.</summary>
    /// <param name="where">Where, for the message of a test that fails.</param>
    /// <param name="text">What.</param>
    public void Add(string where, string? text)
    {
        if (!string.IsNullOrEmpty(text)) _texts.Enqueue((where, text));
    }

    /// <summary>Notes a value that was attached to something.</summary>
    public void Add(string where, string name, object? value)
    {
        foreach (var line in ShownValue.Of(name, value)) Add(where, line);
    }

    public int Count => _texts.Count;

    /// <summary>How much was noted of places that begin so.</summary>
    public int CountOf(string where) => _texts.Count(one => one.Where.StartsWith(where, StringComparison.Ordinal));

    /// <summary>Where secrets were shown.</summary>
    public IReadOnlyList<string> Find(CanarySearch search) =>
        [.. _texts.Select(one => (one.Where, Finding: search.Find(one.Text))).Where(one => one.Finding is not null).Select(one => $"{one.Finding!.Value.Canary} as {one.Finding.Value.Form} in {one.Where}").Distinct()];
}
