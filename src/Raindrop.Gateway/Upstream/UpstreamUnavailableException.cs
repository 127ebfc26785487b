namespace Raindrop.Gateway.Upstream;

/// <summary>CouchDB does not answer, or answers nothing that CouchDB would.</summary>
/// <param name="happened">What happened instead: a status, or the name of an error.</param>
/// <param name="isStarting">Whether it answered with a fault of its own, as it does for a while after it has opened its port: tokens are read last.</param>
internal sealed class UpstreamUnavailableException(string happened, bool isStarting = false) : Exception($"CouchDB does not answer ({happened}): see whether it runs and its address is right.")
{
    public string Happened { get; } = happened;

    public bool IsStarting { get; } = isStarting;
}
