namespace Raindrop.Gateway.Upstream;

/// <summary>Whether requests may go to CouchDB: closed until it was seen to enforce what the gateway relies on.</summary>
internal sealed class UpstreamGate
{
    private volatile IReadOnlyList<UpstreamFlaw>? _flaws;

    /// <summary>Whether requests may pass.</summary>
    public bool IsOpen => _flaws is { Count: 0 };

    /// <summary>What was found wrong; empty where nothing was, or CouchDB has not answered yet.</summary>
    public IReadOnlyList<UpstreamFlaw> Flaws => _flaws ?? [];

    /// <summary>Takes the outcome of a check.</summary>
    public void Set(IReadOnlyList<UpstreamFlaw> flaws) => _flaws = flaws;
}
