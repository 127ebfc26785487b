using Microsoft.Extensions.Options;
using Raindrop.Gateway.Identity;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Upstream;

/// <summary>Finds out, node by node, whether CouchDB enforces what the gateway relies on, and which key all nodes take.</summary>
internal sealed class UpstreamCheck(UpstreamProbe probe, IUpstreamTokenSigner signer, TokenCache tokens, IOptions<GatewayOptions> options, TimeProvider time)
{
    /// <summary>Longer than clocks differ, and than CouchDB could take for a leeway.</summary>
    private static readonly TimeSpan LongAgo = TimeSpan.FromHours(1);

    private IList<Uri> Nodes => options.Value.UpstreamNodes.Count > 0 ? options.Value.UpstreamNodes : [options.Value.Upstream!];

    /// <summary>Checks every node, and puts the newest key that all of them take into use.</summary>
    /// <returns>What is wrong, each flaw once.</returns>
    /// <exception cref="UpstreamUnavailableException">A node does not answer.</exception>
    public async Task<IReadOnlyList<UpstreamFlaw>> RunAsync(CancellationToken cancellationToken)
    {
        var flaws = new SortedSet<UpstreamFlaw>();
        foreach (var node in Nodes) await CheckStrangersAsync(node, flaws, cancellationToken).ConfigureAwait(false);
        if (signer is LocalTokenSigner local) await CheckKeysAsync(local, flaws, cancellationToken).ConfigureAwait(false);
        else await CheckSignerAsync(flaws, cancellationToken).ConfigureAwait(false);
        return [.. flaws];
    }

    private async Task CheckStrangersAsync(Uri node, SortedSet<UpstreamFlaw> flaws, CancellationToken cancellationToken)
    {
        var nobody = await probe.IdentifyAsync(node, null, cancellationToken).ConfigureAwait(false);
        if (nobody.IsAdmin || nobody.Name is not null || await probe.ListsDatabasesAsync(node, cancellationToken).ConfigureAwait(false)) flaws.Add(UpstreamFlaw.OpenToAnyone);
        var pretender = await probe.PretendAsync(node, cancellationToken).ConfigureAwait(false);
        if (pretender.Name is not null || pretender.IsAdmin) flaws.Add(UpstreamFlaw.TrustsProxyHeaders);
    }

    private async Task CheckKeysAsync(LocalTokenSigner local, SortedSet<UpstreamFlaw> flaws, CancellationToken cancellationToken)
    {
        SigningKey? proved = null;
        foreach (var key in local.ReadKeys())
        {
            var found = await TryTokenAsync(tenant => local.Sign(key, tenant).Value, cancellationToken).ConfigureAwait(false);
            if (found == UpstreamFlaw.MisreadsTokens) flaws.Add(UpstreamFlaw.MisreadsTokens);
            if (found is null) proved ??= key;
        }

        if (proved is null)
        {
            if (!flaws.Contains(UpstreamFlaw.MisreadsTokens)) flaws.Add(UpstreamFlaw.RefusesTokens);
            return;
        }

        await CheckBadTokensAsync(local, proved, flaws, cancellationToken).ConfigureAwait(false);
        if (flaws.Count > 0 || local.ActiveKeyId == proved.Id) return;
        local.Use(proved);
        tokens.Clear();
    }

    private async Task CheckBadTokensAsync(LocalTokenSigner local, SigningKey key, SortedSet<UpstreamFlaw> flaws, CancellationToken cancellationToken)
    {
        using var forged = SigningKey.Forge(key.Id);
        var subject = TenantId.New().Value;
        var now = time.GetUtcNow();
        var later = now + LongAgo;
        (UpstreamFlaw Flaw, string Token)[] bad =
        [
            (UpstreamFlaw.TakesForgedTokens, TokenText.Write(forged, local.Issuer, subject, later)),
            (UpstreamFlaw.TakesForgedTokens, TokenText.WriteUnsigned(key.Id, local.Issuer, subject, later)),
            (UpstreamFlaw.TakesExpiredTokens, TokenText.Write(key, local.Issuer, subject, now - LongAgo)),
            (UpstreamFlaw.TakesEndlessTokens, TokenText.Write(key, local.Issuer, subject, null)),
            (UpstreamFlaw.TakesForeignIssuers, TokenText.Write(key, $"not-{local.Issuer}", subject, later)),
        ];
        foreach (var node in Nodes)
        {
            foreach (var (flaw, token) in bad)
            {
                var answer = await probe.IdentifyAsync(node, token, cancellationToken).ConfigureAwait(false);
                if (answer.Name is not null) flaws.Add(flaw);
            }
        }
    }

    /// <summary>A signer of the host signs for tenants alone, so that all that can be tried is a good token, and one that was altered.</summary>
    private async Task CheckSignerAsync(SortedSet<UpstreamFlaw> flaws, CancellationToken cancellationToken)
    {
        var tenant = TenantId.New();
        var token = (await signer.SignAsync(tenant, cancellationToken).ConfigureAwait(false)).Value;
        if (await TryTokenAsync(tenant, token, cancellationToken).ConfigureAwait(false) is { } flaw) flaws.Add(flaw);
        var other = (await signer.SignAsync(TenantId.New(), cancellationToken).ConfigureAwait(false)).Value;
        var altered = token[..token.LastIndexOf('.')] + other[other.LastIndexOf('.')..];
        foreach (var node in Nodes)
        {
            var answer = await probe.IdentifyAsync(node, altered, cancellationToken).ConfigureAwait(false);
            if (answer.Name is not null) flaws.Add(UpstreamFlaw.TakesForgedTokens);
        }
    }

    private Task<UpstreamFlaw?> TryTokenAsync(Func<TenantId, string> sign, CancellationToken cancellationToken)
    {
        var tenant = TenantId.New();
        return TryTokenAsync(tenant, sign(tenant), cancellationToken);
    }

    private async Task<UpstreamFlaw?> TryTokenAsync(TenantId tenant, string token, CancellationToken cancellationToken)
    {
        foreach (var node in Nodes)
        {
            var answer = await probe.IdentifyAsync(node, token, cancellationToken).ConfigureAwait(false);
            if (answer.Name is null) return UpstreamFlaw.RefusesTokens;
            if (answer.Name != tenant.Value || answer.Roles > 0) return UpstreamFlaw.MisreadsTokens;
        }

        return null;
    }
}
