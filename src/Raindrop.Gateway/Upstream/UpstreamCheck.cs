using Microsoft.Extensions.Options;
using Raindrop.Gateway.Identity;

namespace Raindrop.Gateway.Upstream;

/// <summary>Finds out, node by node, whether CouchDB enforces what the gateway relies on, and takes the gateway for whom it says it is.</summary>
internal sealed class UpstreamCheck(UpstreamProbe probe, IUpstreamIdentity identity, IOptions<GatewayOptions> options)
{
    private IList<Uri> Nodes => options.Value.UpstreamNodes.Count > 0 ? options.Value.UpstreamNodes : [options.Value.Upstream!];

    /// <summary>Checks every node, and puts the newest key that all of them take into use.</summary>
    /// <returns>What is wrong, each flaw once.</returns>
    /// <exception cref="UpstreamUnavailableException">A node does not answer.</exception>
    public async Task<IReadOnlyList<UpstreamFlaw>> RunAsync(CancellationToken cancellationToken)
    {
        var flaws = new SortedSet<UpstreamFlaw>();
        foreach (var node in Nodes) await CheckStrangersAsync(node, flaws, cancellationToken).ConfigureAwait(false);
        await identity.CheckAsync(Nodes, flaws, cancellationToken).ConfigureAwait(false);
        return [.. flaws];
    }

    private async Task CheckStrangersAsync(Uri node, SortedSet<UpstreamFlaw> flaws, CancellationToken cancellationToken)
    {
        var nobody = await probe.IdentifyAsync(node, null, cancellationToken).ConfigureAwait(false);
        if (nobody.IsAdmin || nobody.Name is not null || await probe.ListsDatabasesAsync(node, cancellationToken).ConfigureAwait(false)) flaws.Add(UpstreamFlaw.OpenToAnyone);
        var pretender = await probe.PretendAsync(node, cancellationToken).ConfigureAwait(false);
        if (pretender.Name is not null || pretender.IsAdmin) flaws.Add(UpstreamFlaw.TrustsProxyHeaders);
    }
}
