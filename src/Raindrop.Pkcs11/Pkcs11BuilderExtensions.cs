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
        builder.Services.AddOptions<Pkcs11Options>().Configure(configure).ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<Pkcs11Options>, Pkcs11OptionsValidator>());
        builder.Services.TryAddSingleton(static provider => new Pkcs11KeyProvider(provider.GetRequiredService<IOptions<Pkcs11Options>>().Value));
        return builder.UseKeyProvider(static provider => provider.GetRequiredService<Pkcs11KeyProvider>());
    }
}
