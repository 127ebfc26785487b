using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Raindrop.Documents;
using Raindrop.Grants;
using Raindrop.Grants.Execution;
using Raindrop.Grants.Journal;
using Raindrop.Hosting;
using Raindrop.Tenancy;

#pragma warning disable IDE0130 // Registrations are found where hosts look for them.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the executor of grants to a host.</summary>
public static class RaindropGrantsBuilderExtensions
{
    /// <summary>
    /// Adds what executes grants (<see cref="IGrantExecutor"/>) and tells what came of them (<see cref="IGrantJournal"/>). The host has the directory of tenants
    /// (<c>AddTenants</c>) and an account that may write design documents, so it should not face the internet. It may be called more than once.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Says which grants are taken, at least.</param>
    /// <returns>The same builder.</returns>
    /// <remarks>The host does not start while something is missing or an option is wrong: <see cref="OptionsValidationException"/> names every mistake.</remarks>
    public static IRaindropBuilder AddGrantExecutor(this IRaindropBuilder builder, Action<IGrantsBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var services = builder.Services;
        GrantServices.Add(services, configure);
        services.AddOptions<GrantExecutorOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GrantExecutorOptions>, GrantExecutorOptionsValidator>());
        services.TryAddSingleton<IGrantJournal>(provider => new GrantJournal(LedgerOf(provider)));
        services.TryAddSingleton<IGrantExecutor>(Activate);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITenantData, GrantRemoval>(provider => new GrantRemoval(LedgerOf(provider))));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, GrantsStartup>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, GrantExecution>());
        return builder;
    }

    private static GrantExecutor Activate(IServiceProvider provider)
    {
        var databases = provider.GetRequiredService<GrantDatabases>();
        return new GrantExecutorFactory
        {
            Server = provider.GetRequiredService<IDocumentServer>(),
            Queue = databases.Get(GrantDatabase.Queue),
            Ledger = databases.Get(GrantDatabase.Ledger),
            Directory = provider.GetRequiredService<ITenantDirectory>(),
            Verifier = provider.GetRequiredService<IGrantVerifier>(),
            Verification = provider.GetRequiredService<IOptions<GrantVerificationOptions>>(),
            Options = provider.GetRequiredService<IOptions<GrantExecutorOptions>>(),
            Time = provider.GetRequiredService<TimeProvider>(),
            Logger = provider.GetRequiredService<ILogger<GrantExecutor>>(),
        }.Create();
    }

    private static IDocumentDatabase LedgerOf(IServiceProvider provider) => provider.GetRequiredService<GrantDatabases>().Get(GrantDatabase.Ledger);
}
