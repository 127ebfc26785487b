using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Raindrop.Credentials;
using Raindrop.Credentials.Auditing;
using Raindrop.Credentials.Remote;
using Raindrop.Derivation;
using Raindrop.Derivation.Following;
using Raindrop.Grants;
using Raindrop.Hosting;
using Raindrop.Keys.Backups;
using Raindrop.Tenancy;

#pragma warning disable IDE0130 // Registrations are found where hosts look for them.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the health of Raindrop's parts to a host's health checks.</summary>
public static class RaindropHealthChecksBuilderExtensions
{
    /// <summary>Reports whether following tenants lives: a dead worker is unhealthy; lagging, resting and standing by are degraded.</summary>
    /// <param name="builder">The host's health checks.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="configure">Sets from when on following counts as lagging or dead, or <see langword="null"/> for the defaults.</param>
    /// <returns>The same builder.</returns>
    public static IHealthChecksBuilder AddRaindropDerivation(this IHealthChecksBuilder builder, string name = "raindrop-derivation", Action<DerivationHealthOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<FollowedTenants>();
        builder.Services.AddOptions<DerivationHealthOptions>();
        if (configure is not null) builder.Services.Configure(configure);
        return builder.AddCheck<DerivationHealthCheck>(name);
    }

    /// <summary>
    /// Reports whether the credential vault in this process can work: whether its databases answer, and whether its key provider wraps and unwraps. An earlier
    /// provider that does not is degraded. Each is asked at most once a minute. A second check says whether keys of backups are destroyed when their time is over; a third one, which is at worst
    /// degraded, whether audit trails are deleted when theirs is.
    /// </summary>
    /// <param name="builder">The host's health checks.</param>
    /// <param name="name">The check's name; the others' are this with <c>-backup-keys</c> and <c>-audit-sweep</c>.</param>
    /// <returns>The same builder.</returns>
    public static IHealthChecksBuilder AddRaindropCredentialVault(this IHealthChecksBuilder builder, string name = "raindrop-credential-vault")
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<VaultHealthCheck>();
        builder.Services.TryAddSingleton<BackupKeyExpiryState>();
        builder.Services.TryAddSingleton<AuditSweepState>();
        return builder.AddCheck<VaultHealthCheck>(name).AddCheck<BackupKeyHealthCheck>($"{name}-backup-keys").AddCheck<AuditSweepHealthCheck>($"{name}-audit-sweep");
    }

    /// <summary>Reports whether the directory of tenants answers, and whether this host's last look through it left something unfinished, which is degraded.</summary>
    /// <param name="builder">The host's health checks.</param>
    /// <param name="name">The check's name.</param>
    /// <returns>The same builder.</returns>
    public static IHealthChecksBuilder AddRaindropTenants(this IHealthChecksBuilder builder, string name = "raindrop-tenants")
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<TenantDirectoryHealth>();
        builder.Services.TryAddSingleton<TenantDirectoryServer>();
        return builder.AddCheck<TenantDirectoryHealthCheck>(name);
    }

    /// <summary>Reports whether the queue of grants answers, and whether what waits in it has waited for long, which is degraded. For the gateway's process and the executor's.</summary>
    /// <param name="builder">The host's health checks.</param>
    /// <param name="name">The check's name.</param>
    /// <returns>The same builder.</returns>
    public static IHealthChecksBuilder AddRaindropGrants(this IHealthChecksBuilder builder, string name = "raindrop-grants")
    {
        ArgumentNullException.ThrowIfNull(builder);
        GrantServices.AddQueue(builder.Services);
        return builder.AddCheck<GrantQueueHealthCheck>(name);
    }

    /// <summary>Reports whether the credential vault of another process answers, and its credential database there.</summary>
    /// <param name="builder">The host's health checks.</param>
    /// <param name="name">The check's name.</param>
    /// <returns>The same builder.</returns>
    public static IHealthChecksBuilder AddRaindropRemoteCredentialVault(this IHealthChecksBuilder builder, string name = "raindrop-remote-credential-vault")
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddCheck<RemoteVaultHealthCheck>(name);
    }
}
