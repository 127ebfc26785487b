using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Raindrop.Documents;
using Raindrop.Hosting;
using Raindrop.Tenancy;

#pragma warning disable IDE0130 // Registrations are found where hosts look for them.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Says what tenants are made of.</summary>
public static class TenantsBuilderExtensions
{
    /// <summary>Sets options in code. They are checked when the host starts.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets them.</param>
    /// <returns>The same builder.</returns>
    public static ITenantsBuilder Configure(this ITenantsBuilder builder, Action<TenantDirectoryOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure(configure);
        return builder;
    }

    /// <summary>Adds a design document that every tenant's database is created with.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">Its name, without <c>_design/</c>.</param>
    /// <param name="json">Its body: one JSON object.</param>
    /// <returns>The same builder.</returns>
    public static ITenantsBuilder AddDesignDocument(this ITenantsBuilder builder, string name, [StringSyntax(StringSyntaxAttribute.Json)] string json)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(json);
        builder.Services.AddSingleton(new TenantDesignDocument(name, Encoding.UTF8.GetBytes(json)));
        return builder;
    }

    /// <summary>Adds a part of the host that holds data of tenants, so that deletions reach it.</summary>
    /// <typeparam name="TData">The part.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The same builder.</returns>
    public static ITenantsBuilder AddData<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TData>(this ITenantsBuilder builder)
        where TData : class, ITenantData
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ITenantData, TData>());
        return builder;
    }

    /// <summary>Keeps the directory on a server of its own rather than on the host's <see cref="IDocumentServer"/>, which holds the tenants' databases.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="server">Makes the server, once; it is disposed with the host.</param>
    /// <returns>The same builder.</returns>
    public static ITenantsBuilder UseDirectoryServer(this ITenantsBuilder builder, Func<IServiceProvider, IDocumentServer> server)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(server);
        builder.Services.AddKeyedSingleton(TenantDirectoryServer.Key, (provider, _) => server(provider));
        return builder;
    }
}
