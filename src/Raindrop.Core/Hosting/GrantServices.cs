using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Raindrop.Grants;
using Raindrop.Grants.Queue;

namespace Raindrop.Hosting;

/// <summary>Registers what the gateway and the executor of grants have in common: the verifier and the queue.</summary>
internal static class GrantServices
{
    public static void Add(IServiceCollection services, Action<IGrantsBuilder> configure)
    {
        configure(new GrantsBuilder(services));
        services.AddOptions<GrantVerificationOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GrantVerificationOptions>, GrantVerificationOptionsValidator>());
        services.AddOptions<GrantQueueOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GrantQueueOptions>, GrantQueueOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IGrantVerifier, GrantVerifier>();
        AddQueue(services);
    }

    /// <summary>The queue alone, for the health check, which may be added first.</summary>
    public static void AddQueue(IServiceCollection services)
    {
        services.TryAddSingleton<GrantDatabases>();
        services.TryAddSingleton(provider => new GrantQueue(provider.GetRequiredService<GrantDatabases>().Get(GrantDatabase.Queue)));
    }
}
