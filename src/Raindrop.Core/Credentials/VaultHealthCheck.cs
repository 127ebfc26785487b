using Microsoft.Extensions.Diagnostics.HealthChecks;
using Raindrop.Documents;
using Raindrop.Keys;

namespace Raindrop.Credentials;

/// <summary>Says whether the vault can work: whether its databases answer, and whether the key provider wraps and unwraps. The provider is asked at most once a minute, since some cost money.</summary>
internal sealed class VaultHealthCheck(CredentialVaultDatabases databases, IKeyProvider provider, TimeProvider time) : IHealthCheck, IDisposable
{
    private const int ProbeLength = 32;
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMinutes(1);
    private static readonly KeyContext ProbeContext = new("@health", "probe", Sealing.SealedRecord.SuiteName);

    private static readonly (HealthStatus Status, string Says) Broken =
        (HealthStatus.Unhealthy, "The key provider does not unwrap what it has wrapped itself: do not store anything before it is mended.");

    private readonly SemaphoreSlim _probing = new(1, 1);
    private (long At, HealthStatus Status, string Says)? _probed;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        foreach (var database in Enum.GetValues<VaultDatabase>())
        {
            try
            {
                await databases.Get(database).GetInfoAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (DocumentStoreException e)
            {
                return new HealthCheckResult(context.Registration.FailureStatus, $"The vault's database of {database} cannot be used. {e.Message}");
            }
        }

        var (status, says) = await ProbeAsync(cancellationToken).ConfigureAwait(false);
        return new HealthCheckResult(status == HealthStatus.Unhealthy ? context.Registration.FailureStatus : status, says);
    }

    public void Dispose() => _probing.Dispose();

    private async ValueTask<(HealthStatus Status, string Says)> ProbeAsync(CancellationToken cancellationToken)
    {
        await _probing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_probed is { } probed && time.GetElapsedTime(probed.At) < ProbeInterval) return (probed.Status, probed.Says);
            var (status, says) = await AskAsync(cancellationToken).ConfigureAwait(false);
            _probed = (time.GetTimestamp(), status, says);
            return (status, says);
        }
        finally
        {
            _probing.Release();
        }
    }

    private async ValueTask<(HealthStatus Status, string Says)> AskAsync(CancellationToken cancellationToken)
    {
        using var probe = Secret.Random(ProbeLength);
        try
        {
            var wrapped = await provider.WrapAsync(probe, ProbeContext, cancellationToken).ConfigureAwait(false);
            using var unwrapped = await provider.UnwrapAsync(wrapped, ProbeContext, cancellationToken).ConfigureAwait(false);
            return unwrapped.Equals(probe) ? (HealthStatus.Healthy, "The vault's databases and its key provider answer.") : Broken;
        }
        catch (KeyProviderException e)
        {
            return (e.Failure == KeyProviderFailure.Throttled ? HealthStatus.Degraded : HealthStatus.Unhealthy, $"The key provider does not work now. {e.Message}");
        }
        catch (KeyRefusedException)
        {
            return Broken;
        }
    }
}
