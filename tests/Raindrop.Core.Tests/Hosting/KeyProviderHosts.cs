using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Raindrop.Hosting;

namespace Raindrop.Core.Tests.Hosting;

/// <summary>Hosts that have key providers and nothing else.</summary>
internal static class KeyProviderHosts
{
    public static ServiceProvider Build(Action<ICredentialVaultBuilder> configure)
    {
        var services = new ServiceCollection();
        configure(new Builder(services));
        return services.BuildServiceProvider();
    }

    /// <summary>What a host is told that does not start.</summary>
    public static string Mistakes(Action<ICredentialVaultBuilder> configure)
    {
        using var services = Build(configure);
        // One for each kind of options.
        var thrown = FluentActions.Invoking(() => services.GetRequiredService<IStartupValidator>().Validate()).Should().Throw<OptionsValidationException>();
        return string.Join(' ', thrown.Subject.Select(one => one.Message));
    }

    private sealed class Builder(IServiceCollection services) : ICredentialVaultBuilder
    {
        public IServiceCollection Services => services;
    }
}
