using Mailroom.Importing;
using Mailroom.Mailboxes;
using MailroomWeb.Custodian.Following;
using Raindrop.Documents;
using Raindrop.Tenancy;

namespace MailroomWeb.Custodian;

/// <summary>Gives an identity its tenant, with the sample's mail where that is asked for.</summary>
internal sealed class TenantProvisioning(ITenantDirectory directory, IDocumentServer server, IdentifierHasher hasher, TenantFollowers followers, CustodianSettings settings)
{
    /// <summary>Makes the tenant of an identity where there is none, or finishes making it.</summary>
    public async ValueTask EnsureAsync(TenantSubject subject, CancellationToken cancellationToken)
    {
        if (await directory.FindAsync(subject, cancellationToken) is { Phase: not TenantPhase.Creating }) return;
        var tenant = await directory.CreateAsync(subject, cancellationToken);
        if (settings.IsDemo) await new MailImporter(server.GetDatabase(tenant.Database), hasher).ImportAsync(Mailbox.Open(Mailbox.Bundled), progress: null, cancellationToken);
        followers.Wake();
    }
}
