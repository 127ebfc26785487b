using Raindrop.Testing.Conformance.Cases;

namespace Raindrop.Testing.Conformance;

/// <summary>
/// What every document store does, as cases for any test framework: run each of <see cref="Cases"/> against your store; what throws is a deviation
/// from the contracts of Raindrop.Documents.
/// </summary>
public static class StoreConformance
{
    /// <summary>All cases, by area.</summary>
    public static IReadOnlyList<ConformanceCase> Cases { get; } =
    [
        .. ServerCases.All,
        .. DatabaseUpdateCases.All,
        .. DocumentCases.All,
        .. TombstoneCases.All,
        .. IdCases.All,
        .. BodyCases.All,
        .. BulkWriteCases.All,
        .. ReplicatedWriteCases.All,
        .. WinnerCases.All,
        .. BulkReadCases.All,
        .. RangeCases.All,
        .. LookupCases.All,
        .. ChangesCases.All,
        .. ChangesPositionCases.All,
        .. ChangesFilterCases.All,
        .. WaitingFeedCases.All,
        .. LocalDocumentCases.All,
        .. AttachmentCases.All,
        .. AttachmentUpdateCases.All,
        .. StreamedAttachmentCases.All,
        .. CompactionCases.All,
        .. CancellationCases.All,
        .. ConcurrencyCases.All,
    ];

    private static readonly Dictionary<string, ConformanceCase> ByName = Cases.ToDictionary(found => found.Name, StringComparer.Ordinal);

    /// <summary>A case by its name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException">There is no such case.</exception>
    public static ConformanceCase Find(string name) =>
        ByName.TryGetValue(name, out var found) ? found : throw new ArgumentException("There is no such case: see StoreConformance.Cases.", nameof(name));
}
