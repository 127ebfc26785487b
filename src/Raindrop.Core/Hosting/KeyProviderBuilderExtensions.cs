using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Raindrop.Hosting;
using Raindrop.Keys;
using Raindrop.Keys.KeyRing;
using Raindrop.Keys.Providers;

#pragma warning disable IDE0130 // Registrations are found where hosts look for them.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Says where a credential vault's key encryption keys are.</summary>
public static class KeyProviderBuilderExtensions
{
    /// <summary>Takes the key encryption keys from a file that <c>raindrop keyring create</c> made. The host does not start where the file is missing, damaged, or can be read by others.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="path">The file.</param>
    /// <returns>The same builder.</returns>
    public static ICredentialVaultBuilder UseKeyRingFile(this ICredentialVaultBuilder builder, string path)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<KeyRingOptions>().Configure(options => options.Path = path).ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<KeyRingOptions>, KeyRingOptionsValidator>());
        builder.Services.TryAddSingleton(provider =>
            new KeyRingKeyProvider(provider.GetRequiredService<IOptions<KeyRingOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        return builder.UseKeyProvider(provider => provider.GetRequiredService<KeyRingKeyProvider>());
    }

    /// <summary>Takes the key encryption keys from a provider, within the limits of <see cref="KeyProviderLimits"/>. It takes the place of one that was named before.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="create">Gives the provider, once. What it makes is the host's to dispose; what it takes from the services is disposed with them.</param>
    /// <returns>The same builder.</returns>
    public static ICredentialVaultBuilder UseKeyProvider(this ICredentialVaultBuilder builder, Func<IServiceProvider, IKeyProvider> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);
        builder.Services.AddOptions<KeyProviderLimits>().ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<KeyProviderLimits>, KeyProviderLimitsValidator>());
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.RemoveAll<IKeyProvider>();
        builder.Services.AddSingleton<IKeyProvider>(provider =>
            new BoundedKeyProvider(create(provider), provider.GetRequiredService<IOptions<KeyProviderLimits>>().Value, provider.GetRequiredService<TimeProvider>()));
        return builder;
    }

    /// <summary>Sets how long and how often the key provider is asked. The limits are checked when the host starts.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets them.</param>
    /// <returns>The same builder.</returns>
    public static ICredentialVaultBuilder LimitKeyProvider(this ICredentialVaultBuilder builder, Action<KeyProviderLimits> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure(configure);
        return builder;
    }
}
