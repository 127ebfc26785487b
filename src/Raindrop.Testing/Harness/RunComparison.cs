namespace Raindrop.Testing.Harness;

/// <summary>Compares two runs on one input byte by byte, and tells the difference without quoting a byte.</summary>
internal static class RunComparison
{
    public static string? FindDifference(ExtensionRun expected, ExtensionRun actual)
    {
        if (expected.Failure != actual.Failure) return $"it ended with {Describe(actual)} instead of {Describe(expected)}";
        var ids = expected.Documents.Select(document => document.Id).Except(actual.Documents.Select(document => document.Id)).ToArray();
        if (ids.Length > 0) return $"it did not emit {ids[0]}";
        ids = [.. actual.Documents.Select(document => document.Id).Except(expected.Documents.Select(document => document.Id))];
        if (ids.Length > 0) return $"it emitted {ids[0]} as well";
        foreach (var (one, other) in expected.Documents.Zip(actual.Documents))
        {
            if (!one.Payload.Span.SequenceEqual(other.Payload.Span)) return $"the body of {one.Id} differs";
            if (one.Digest != other.Digest) return $"the attachments of {one.Id} differ";
        }

        return ReadsOf(expected).SetEquals(ReadsOf(actual)) ? null : "it read other documents";
    }

    private static HashSet<HarnessRead> ReadsOf(ExtensionRun run) => [.. run.Reads];

    private static string Describe(ExtensionRun run) => run.Failure?.ToString() ?? "success";
}
