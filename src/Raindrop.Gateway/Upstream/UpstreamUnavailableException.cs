namespace Raindrop.Gateway.Upstream;

/// <summary>CouchDB does not answer, or answers nothing that CouchDB would.</summary>
/// <param name="happened">What happened instead: a status, or the name of an error.</param>
internal sealed class UpstreamUnavailableException(string happened) : Exception($"CouchDB does not answer ({happened}): see whether it runs and its address is right.")
{
    public string Happened { get; } = happened;
}
