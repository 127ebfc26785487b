using System.Net.Http.Headers;
using Raindrop.Gateway.Upstream;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Identity;

/// <summary>The tenant itself, by a token that the gateway signs. Of several keys the newest that all nodes take is used.</summary>
internal sealed class TokenIdentity(UpstreamProbe probe, IUpstreamTokenSigner signer, TokenCache tokens, TimeProvider time) : IUpstreamIdentity
{
    /// <summary>Longer than clocks differ, and than CouchDB could take for a leeway.</summary>
    private static readonly TimeSpan LongAgo = TimeSpan.FromHours(1);

    /// <summary>How long a request may be on its way, beside what clocks differ by.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);

    public ValueTask<AuthenticationHeaderValue> GetAsync(TenantId tenant, CancellationToken cancellationToken) => tokens.GetAsync(tenant, cancellationToken);

    public Task CheckAsync(IList<Uri> nodes, SortedSet<UpstreamFlaw> flaws, CancellationToken cancellationToken) =>
        signer is LocalTokenSigner local ? CheckKeysAsync(local, nodes, flaws, cancellationToken) : CheckSignerAsync(nodes, flaws, cancellationToken);

    private async Task CheckKeysAsync(LocalTokenSigner local, IList<Uri> nodes, SortedSet<UpstreamFlaw> flaws, CancellationToken cancellationToken)
    {
        SigningKey? proved = null;
        await CheckClocksAsync(nodes, local.Lifetime, flaws, cancellationToken).ConfigureAwait(false);
        foreach (var key in local.ReadKeys())
        {
            var found = await TryTokenAsync(nodes, tenant => local.Sign(key, tenant).Value, cancellationToken).ConfigureAwait(false);
            if (found == UpstreamFlaw.MisreadsTokens) flaws.Add(UpstreamFlaw.MisreadsTokens);
            if (found is null) proved ??= key;
        }

        if (proved is null)
        {
            if (!flaws.Contains(UpstreamFlaw.MisreadsTokens)) flaws.Add(UpstreamFlaw.RefusesTokens);
            return;
        }

        await CheckBadTokensAsync(local, proved, nodes, flaws, cancellationToken).ConfigureAwait(false);
        if (flaws.Count > 0 || local.ActiveKeyId == proved.Id) return;
        local.Use(proved);
        tokens.Clear();
    }

    private async Task CheckBadTokensAsync(LocalTokenSigner local, SigningKey key, IList<Uri> nodes, SortedSet<UpstreamFlaw> flaws, CancellationToken cancellationToken)
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
        foreach (var node in nodes)
        {
            foreach (var (flaw, token) in bad)
            {
                var answer = await probe.IdentifyAsync(node, Bearer(token), cancellationToken).ConfigureAwait(false);
                if (answer.Name is not null) flaws.Add(flaw);
            }
        }
    }

    /// <summary>A signer of the host signs for tenants alone, so that all that can be tried is a good token, and one that was altered.</summary>
    private async Task CheckSignerAsync(IList<Uri> nodes, SortedSet<UpstreamFlaw> flaws, CancellationToken cancellationToken)
    {
        var tenant = TenantId.New();
        var signed = await signer.SignAsync(tenant, cancellationToken).ConfigureAwait(false);
        await CheckClocksAsync(nodes, signed.ExpiresAt - time.GetUtcNow(), flaws, cancellationToken).ConfigureAwait(false);
        var token = signed.Value;
        if (await TryTokenAsync(nodes, tenant, token, cancellationToken).ConfigureAwait(false) is { } flaw) flaws.Add(flaw);
        var other = (await signer.SignAsync(TenantId.New(), cancellationToken).ConfigureAwait(false)).Value;
        var altered = token[..token.LastIndexOf('.')] + other[other.LastIndexOf('.')..];
        foreach (var node in nodes)
        {
            var answer = await probe.IdentifyAsync(node, Bearer(altered), cancellationToken).ConfigureAwait(false);
            if (answer.Name is not null) flaws.Add(UpstreamFlaw.TakesForgedTokens);
        }
    }

    /// <summary>CouchDB allows no leeway, and a cached token is used for half of its life: the other half must outlast what clocks differ by.</summary>
    private async Task CheckClocksAsync(IList<Uri> nodes, TimeSpan lifetime, SortedSet<UpstreamFlaw> flaws, CancellationToken cancellationToken)
    {
        var spare = (lifetime / 2) - Margin;
        foreach (var node in nodes)
        {
            if (await probe.MeasureClockAsync(node, cancellationToken).ConfigureAwait(false) is { } ahead && ahead.Duration() > spare) flaws.Add(UpstreamFlaw.ClocksDiffer);
        }
    }

    private Task<UpstreamFlaw?> TryTokenAsync(IList<Uri> nodes, Func<TenantId, string> sign, CancellationToken cancellationToken)
    {
        var tenant = TenantId.New();
        return TryTokenAsync(nodes, tenant, sign(tenant), cancellationToken);
    }

    private async Task<UpstreamFlaw?> TryTokenAsync(IList<Uri> nodes, TenantId tenant, string token, CancellationToken cancellationToken)
    {
        foreach (var node in nodes)
        {
            var answer = await probe.IdentifyAsync(node, Bearer(token), cancellationToken).ConfigureAwait(false);
            if (answer.Name is null) return UpstreamFlaw.RefusesTokens;
            if (answer.Name != tenant.Value || answer.Roles > 0) return UpstreamFlaw.MisreadsTokens;
        }

        return null;
    }

    private static AuthenticationHeaderValue Bearer(string token) => new("Bearer", token);
}
