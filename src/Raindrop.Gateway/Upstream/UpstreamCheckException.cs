namespace Raindrop.Gateway.Upstream;

/// <summary>CouchDB does not enforce what the gateway relies on, so the gateway does not start. The message says what to set.</summary>
public sealed class UpstreamCheckException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="flaws">What CouchDB does wrong, at least one.</param>
    public UpstreamCheckException(IReadOnlyList<UpstreamFlaw> flaws)
        : base($"CouchDB does not enforce what the gateway relies on. {string.Join(" ", flaws.Select(flaw => $"{flaw}: {UpstreamFlaws.AdviceOf(flaw)}."))}") => Flaws = flaws;

    /// <summary>What CouchDB does wrong.</summary>
    public IReadOnlyList<UpstreamFlaw> Flaws { get; }
}
