using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Raindrop.Hosting;
using Raindrop.Pkcs11;

#pragma warning disable IDE0130 // Registrations are found where hosts look for them.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Takes a credential vault's key encryption keys from a hardware module.</summary>
public static class Pkcs11BuilderExtensions
{
    /// <summary>Takes the key encryption keys from a token, within the limits of <see cref="Raindrop.Keys.Providers.KeyProviderLimits"/>. The options are checked when the host starts; the token is asked when it is first needed.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Names the token, its keys and where the PIN comes from.</param>
    /// <returns>The same builder.</returns>
    public static ICredentialVaultBuilder UsePkcs11(this ICredentialVaultBuilder builder, Action<Pkcs11Options> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        AddToken(builder.Services, Options.Options.DefaultName, configure);
        builder.Services.TryAddSingleton(static provider => new Pkcs11KeyProvider(provider.GetRequiredService<IOptions<Pkcs11Options>>().Value));
        return builder.UseKeyProvider(static provider => provider.GetRequiredService<Pkcs11KeyProvider>());
    }

    /// <summary>Takes key encryption keys that only unwrap from a token: see <see cref="KeyProviderBuilderExtensions.UseEarlierKeyProvider"/>. The options are checked when the host starts; the token is asked when it is first needed.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Names the token, its keys and where the PIN comes from.</param>
    /// <returns>The same builder.</returns>
    public static ICredentialVaultBuilder UseEarlierPkcs11(this ICredentialVaultBuilder builder, Action<Pkcs11Options> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var name = $"earlier {Guid.NewGuid():n}";
        AddToken(builder.Services, name, configure);
        builder.Services.AddKeyedSingleton(name, (provider, _) => new Pkcs11KeyProvider(provider.GetRequiredService<IOptionsMonitor<Pkcs11Options>>().Get(name)));
        return builder.UseEarlierKeyProvider(provider => provider.GetRequiredKeyedService<Pkcs11KeyProvider>(name));
    }

    private static void AddToken(IServiceCollection services, string name, Action<Pkcs11Options> configure)
    {
        services.AddOptions<Pkcs11Options>(name).Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<Pkcs11Options>, Pkcs11OptionsValidator>());
    }
}
