using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Logging;
using Raindrop.Gateway.Telemetry;
using Raindrop.Gateway.Upstream;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Identity;

/// <summary>One account for all tenants: see <see cref="UpstreamServiceAccount"/>.</summary>
internal sealed class AccountIdentity : IUpstreamIdentity
{
    private readonly UpstreamProbe _probe;
    private readonly string _name;
    private readonly AuthenticationHeaderValue _header;
    private readonly AuthenticationHeaderValue _wrong;

    public AccountIdentity(UpstreamServiceAccount account, UpstreamProbe probe, ILogger<AccountIdentity> logger)
    {
        (_probe, _name) = (probe, account.Name!);
        (_header, _wrong) = (Basic(_name, account.Password!), Basic(_name, $"not {account.Password}"));
        logger.NoSecondLock();
    }

    public ValueTask<AuthenticationHeaderValue> GetAsync(TenantId tenant, CancellationToken cancellationToken) => ValueTask.FromResult(_header);

    public async Task CheckAsync(IList<Uri> nodes, SortedSet<UpstreamFlaw> flaws, CancellationToken cancellationToken)
    {
        foreach (var node in nodes)
        {
            var answer = await _probe.IdentifyAsync(node, _header, cancellationToken).ConfigureAwait(false);
            if (answer.Name != _name) flaws.Add(UpstreamFlaw.RefusesAccount);
            if (answer.IsAdmin) flaws.Add(UpstreamFlaw.AccountIsAdministrator);
            var other = await _probe.IdentifyAsync(node, _wrong, cancellationToken).ConfigureAwait(false);
            if (other.Name is not null) flaws.Add(UpstreamFlaw.OpenToAnyone);
        }
    }

    private static AuthenticationHeaderValue Basic(string name, string password) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}")));
}
