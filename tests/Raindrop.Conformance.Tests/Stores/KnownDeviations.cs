namespace Raindrop.Conformance.Tests.Stores;

/// <summary>Where a server that is not ours deviates from the contracts, and no adapter can mend it. The tests hold it to its deviation, so that a mended one is noticed.</summary>
internal static class KnownDeviations
{
    private static readonly Dictionary<string, string> Pouch = new(StringComparer.Ordinal)
    {
    };

    /// <summary>Why a store fails a case, or <see langword="null"/> where it must not.</summary>
    public static string? Reason(string product, string conformanceCase) => product == "PouchDB" ? Pouch.GetValueOrDefault(conformanceCase) : null;
}
