using Raindrop.Documents;
using Raindrop.Grants;
using Raindrop.Hosting;

#pragma warning disable IDE0130 // Registrations are found where hosts look for them.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Says which grants a process takes, and where they are kept.</summary>
public static class GrantsBuilderExtensions
{
    /// <summary>Sets which grants are taken: the audience, the public keys and the reserved prefixes. The gateway and the executor need the same.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options. They are checked when the host starts.</param>
    /// <returns>The same builder.</returns>
    public static IGrantsBuilder ConfigureVerification(this IGrantsBuilder builder, Action<GrantVerificationOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure(configure);
        return builder;
    }

    /// <summary>Sets where grants wait. The gateway and the executor need the same.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options. They are checked when the host starts.</param>
    /// <returns>The same builder.</returns>
    public static IGrantsBuilder ConfigureQueue(this IGrantsBuilder builder, Action<GrantQueueOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure(configure);
        return builder;
    }

    /// <summary>Sets how grants are executed.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options. They are checked when the host starts.</param>
    /// <returns>The same builder.</returns>
    public static IGrantsBuilder ConfigureExecutor(this IGrantsBuilder builder, Action<GrantExecutorOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure(configure);
        return builder;
    }

    /// <summary>Keeps a database of grants on a server, or under an account, of its own rather than on the host's <see cref="IDocumentServer"/>. A gateway needs an account that can write the queue, and should have no other.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="database">Which database.</param>
    /// <param name="server">Makes the server, once; it is disposed with the host.</param>
    /// <returns>The same builder.</returns>
    public static IGrantsBuilder UseServer(this IGrantsBuilder builder, GrantDatabase database, Func<IServiceProvider, IDocumentServer> server)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(server);
        builder.Services.AddKeyedSingleton(database, (provider, _) => server(provider));
        return builder;
    }
}
