using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Raindrop.Derivation;
using Raindrop.Extensions;
using Raindrop.Hosting;
using Raindrop.Schemas;

#pragma warning disable IDE0130 // Registrations are found where hosts look for them.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds schemas and extensions to a host.</summary>
public static class RaindropBuilderExtensions
{
    /// <summary>Sets options in code. They can come from configuration as well: they are ordinary options of the host.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options.</param>
    public static IRaindropBuilder Configure(this IRaindropBuilder builder, Action<RaindropOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure(configure);
        return builder;
    }

    /// <summary>Sets how derivations are run. The options are checked when the host starts.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets them.</param>
    /// <returns>The same builder.</returns>
    public static IRaindropBuilder ConfigureDerivation(this IRaindropBuilder builder, Action<DerivationOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure(configure);
        return builder;
    }

    /// <summary>Adds a schema. The same definition may be added more than once.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="schema">The schema.</param>
    public static IRaindropBuilder AddSchema(this IRaindropBuilder builder, SchemaDefinition schema)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(schema);
        builder.Services.AddSingleton(schema);
        return builder;
    }

    /// <summary>Adds a schema.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">Its name.</param>
    /// <param name="version">Its version, 1 or more.</param>
    /// <param name="kind">Where its documents come from.</param>
    public static IRaindropBuilder AddSchema(this IRaindropBuilder builder, string name, int version, SchemaKind kind) =>
        builder.AddSchema(new SchemaDefinition(name, version, kind));

    /// <summary>Adds an extension, whose constructor arguments the host's services give. Adding a type again changes nothing.</summary>
    /// <param name="builder">The builder.</param>
    /// <typeparam name="T">The extension.</typeparam>
    public static IRaindropBuilder AddExtension<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(this IRaindropBuilder builder)
        where T : class, IExtension
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IExtension, T>());
        return builder;
    }

    /// <summary>Adds an extension.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="extension">The extension. Several of one type may be added where each has an id of its own.</param>
    public static IRaindropBuilder AddExtension(this IRaindropBuilder builder, IExtension extension)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(extension);
        builder.Services.AddSingleton(extension);
        return builder;
    }

    /// <summary>Adds every extension of an assembly whose type was not added before.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="assembly">The assembly.</param>
    /// <remarks>The types are found by reflection, so a trimmed application names its extensions one by one instead.</remarks>
    [RequiresUnreferencedCode("Extensions are found by reflection, and trimming may have removed them. Add them one by one with AddExtension<T>().")]
    public static IRaindropBuilder AddExtensionsFrom(this IRaindropBuilder builder, Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(builder);
        foreach (var type in ExtensionTypes.In(assembly)) builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton(typeof(IExtension), type));
        return builder;
    }
}
