using Microsoft.Extensions.Diagnostics.HealthChecks;
using Raindrop.Documents;
using Raindrop.Tenancy;

namespace Raindrop.Credentials.Remote;

/// <summary>Says whether the vault in the other process answers, by a list of what nobody has.</summary>
internal sealed class RemoteVaultHealthCheck(ICredentialVault vault) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await foreach (var _ in vault.ListAsync(TenantId.New(), cancellationToken).ConfigureAwait(false)) break;
            return HealthCheckResult.Healthy("The credential vault answers.");
        }
        catch (DocumentStoreException e)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, e.Message);
        }
    }
}
