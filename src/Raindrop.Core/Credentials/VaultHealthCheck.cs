using Microsoft.Extensions.Diagnostics.HealthChecks;
using Raindrop.Documents;
using Raindrop.Keys;
using Raindrop.Keys.Providers;

namespace Raindrop.Credentials;

/// <summary>
/// Says whether the vault can work: whether its databases answer, and whether the key provider wraps and unwraps. Without an earlier provider tenants stay closed whose keys it wrapped, and
/// all else goes on, so that degrades the vault at worst. Each is asked at most once a minute, since some cost money.
/// </summary>
internal sealed class VaultHealthCheck(CredentialVaultDatabases databases, IKeyProvider provider, TimeProvider time) : IHealthCheck, IDisposable
{
    private const int ProbeLength = 32;
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMinutes(1);
    private static readonly KeyContext ProbeContext = new("@health", "probe", Sealing.SealedRecord.SuiteName);

    private const string Broken = "does not unwrap what it has wrapped itself";

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
            var (status, says) = await AskAllAsync(cancellationToken).ConfigureAwait(false);
            _probed = (time.GetTimestamp(), status, says);
            return (status, says);
        }
        finally
        {
            _probing.Release();
        }
    }

    private async ValueTask<(HealthStatus Status, string Says)> AskAllAsync(CancellationToken cancellationToken)
    {
        var all = provider as CurrentAndEarlierKeyProviders;
        if (await AskAsync(all?.Current ?? provider, cancellationToken).ConfigureAwait(false) is { } wrong)
            return (wrong.Status, wrong.Says == Broken ? $"The key provider {Broken}: do not store anything before it is mended." : $"The key provider {wrong.Says}");
        foreach (var earlier in all?.Earlier ?? [])
        {
            if (await AskAsync(earlier, cancellationToken).ConfigureAwait(false) is { } missing)
                return (HealthStatus.Degraded, $"An earlier key provider {missing.Says.TrimEnd('.')}. Tenants whose keys it wrapped stay closed until it is mended; all others are served.");
        }

        return (HealthStatus.Healthy, all is null ? "The vault's databases and its key provider answer." : "The vault's databases and its key providers answer.");
    }

    /// <summary>What is wrong with a provider, <see langword="null"/> where nothing is.</summary>
    private static async ValueTask<(HealthStatus Status, string Says)?> AskAsync(IKeyProvider asked, CancellationToken cancellationToken)
    {
        using var probe = Secret.Random(ProbeLength);
        try
        {
            var wrapped = await asked.WrapAsync(probe, ProbeContext, cancellationToken).ConfigureAwait(false);
            using var unwrapped = await asked.UnwrapAsync(wrapped, ProbeContext, cancellationToken).ConfigureAwait(false);
            return unwrapped.Equals(probe) ? null : (HealthStatus.Unhealthy, Broken);
        }
        catch (KeyProviderException e)
        {
            return (e.Failure == KeyProviderFailure.Throttled ? HealthStatus.Degraded : HealthStatus.Unhealthy, $"does not work now. {e.Message}");
        }
        catch (KeyRefusedException)
        {
            return (HealthStatus.Unhealthy, Broken);
        }
    }
}
