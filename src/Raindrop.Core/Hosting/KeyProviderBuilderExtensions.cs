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
        AddKeyRing(builder.Services, Options.Options.DefaultName, path);
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
        AddLimits(builder.Services);
        builder.Services.RemoveAll<CurrentKeyProvider>();
        builder.Services.RemoveAll<IKeyProvider>();
        builder.Services.AddSingleton(provider => new CurrentKeyProvider(Bound(provider, create)));
        builder.Services.AddSingleton(Combine);
        return builder;
    }

    /// <summary>
    /// Names a key provider that only unwraps, within limits of its own: the one before, until every key is wrapped under the current one's, or the one to come,
    /// while hosts are changed one after the other. It may be called more than once; they are asked in that order, after the current one.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="create">Gives the provider, once. What it makes is the host's to dispose; what it takes from the services is disposed with them.</param>
    /// <returns>The same builder.</returns>
    /// <remarks>The current one is named with <see cref="UseKeyProvider"/> or one of its kind, before or after; without it the host does not start.</remarks>
    public static ICredentialVaultBuilder UseEarlierKeyProvider(this ICredentialVaultBuilder builder, Func<IServiceProvider, IKeyProvider> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);
        AddLimits(builder.Services);
        builder.Services.AddSingleton(provider => new EarlierKeyProvider(Bound(provider, create)));
        VaultRequirements.Require<CurrentKeyProvider>(builder.Services, "An earlier key provider only unwraps: name the one that wraps, for example with UseKeyRingFile.");
        return builder;
    }

    /// <summary>Takes key encryption keys that only unwrap from a file of a key ring: see <see cref="UseEarlierKeyProvider"/>. The host does not start where the file is missing, damaged, or can be read by others.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="path">The file.</param>
    /// <returns>The same builder.</returns>
    public static ICredentialVaultBuilder UseEarlierKeyRingFile(this ICredentialVaultBuilder builder, string path)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var name = $"earlier {path}";
        AddKeyRing(builder.Services, name, path);
        builder.Services.TryAddKeyedSingleton(name, (provider, _) =>
            new KeyRingKeyProvider(provider.GetRequiredService<IOptionsMonitor<KeyRingOptions>>().Get(name), provider.GetRequiredService<TimeProvider>()));
        return builder.UseEarlierKeyProvider(provider => provider.GetRequiredKeyedService<KeyRingKeyProvider>(name));
    }

    /// <summary>Sets how long and how often the key provider is asked, and each of the earlier ones. The limits are checked when the host starts.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets them.</param>
    /// <returns>The same builder.</returns>
    public static ICredentialVaultBuilder LimitKeyProvider(this ICredentialVaultBuilder builder, Action<KeyProviderLimits> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure(configure);
        return builder;
    }

    private static void AddKeyRing(IServiceCollection services, string name, string path)
    {
        services.AddOptions<KeyRingOptions>(name).Configure(options => options.Path = path).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<KeyRingOptions>, KeyRingOptionsValidator>());
    }

    private static void AddLimits(IServiceCollection services)
    {
        services.AddOptions<KeyProviderLimits>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<KeyProviderLimits>, KeyProviderLimitsValidator>());
        services.TryAddSingleton(TimeProvider.System);
    }

    // Each within limits of its own: what one asks to wait must not stop another.
    private static BoundedKeyProvider Bound(IServiceProvider provider, Func<IServiceProvider, IKeyProvider> create) =>
        new(create(provider), provider.GetRequiredService<IOptions<KeyProviderLimits>>().Value, provider.GetRequiredService<TimeProvider>());

    private static IKeyProvider Combine(IServiceProvider provider)
    {
        var current = provider.GetRequiredService<CurrentKeyProvider>().Provider;
        List<IKeyProvider> earlier = [.. provider.GetServices<EarlierKeyProvider>().Select(one => one.Provider)];
        return earlier.Count == 0 ? current : new CurrentAndEarlierKeyProviders(current, earlier);
    }
}
