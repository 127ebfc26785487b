using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Raindrop.Credentials;
using Raindrop.Credentials.Remote;
using Raindrop.Documents;
using Raindrop.Hosting;
using Raindrop.Keys;

#pragma warning disable IDE0130 // Registrations are found where hosts look for them.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Says what a credential vault is made of.</summary>
public static class CredentialVaultBuilderExtensions
{
    /// <summary>Sets options in code. They are checked when the host starts.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets them.</param>
    /// <returns>The same builder.</returns>
    public static ICredentialVaultBuilder Configure(this ICredentialVaultBuilder builder, Action<CredentialVaultOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure(configure);
        return builder;
    }

    /// <summary>Sets how the keys of tenants are held and backed up. The options are checked when the host starts.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets them.</param>
    /// <returns>The same builder.</returns>
    public static ICredentialVaultBuilder ConfigureKeys(this ICredentialVaultBuilder builder, Action<TenantKeyOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure(configure);
        return builder;
    }

    /// <summary>Keeps one of the vault's databases on a server of its own rather than on the host's <see cref="IDocumentServer"/>. Keys belong apart from what they protect.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="database">Which database.</param>
    /// <param name="server">Makes the server, once; it is disposed with the host.</param>
    /// <returns>The same builder.</returns>
    public static ICredentialVaultBuilder UseServer(this ICredentialVaultBuilder builder, VaultDatabase database, Func<IServiceProvider, IDocumentServer> server)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(server);
        builder.Services.AddKeyedSingleton(database, (provider, _) => server(provider));
        return builder;
    }

    /// <summary>Lets other processes on this machine use the vault, which they reach with <see cref="RaindropCredentialsBuilderExtensions.AddRemoteCredentialVault"/>.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options, the socket's path at least. They are checked when the host starts.</param>
    /// <returns>The same builder.</returns>
    /// <remarks>Whoever may connect may open every credential; see <see cref="CredentialVaultListenerOptions.SocketMode"/>.</remarks>
    public static ICredentialVaultBuilder Listen(this ICredentialVaultBuilder builder, Action<CredentialVaultListenerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<CredentialVaultListenerOptions>().Configure(configure).ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CredentialVaultListenerOptions>, RemoteOptionsValidator>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, CredentialVaultListening>());
        return builder;
    }
}
