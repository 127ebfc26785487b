using MailroomWeb.Channels;
using Raindrop.Tenancy;

namespace MailroomWeb.Web;

/// <summary>Sees to it that whoever signs in has a tenant. Who has one signs in without the custodian.</summary>
internal sealed class TenantArrival(ITenantDirectory directory, CustodianClient custodian)
{
    public async ValueTask EnsureAsync(TenantSubject subject, CancellationToken cancellationToken)
    {
        if (await directory.FindAsync(subject, cancellationToken) is { Phase: not TenantPhase.Creating }) return;
        await custodian.EnsureTenantAsync(subject, cancellationToken);
    }
}
