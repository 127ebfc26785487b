using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Raindrop.Schemas;

namespace Raindrop.Extensions;

/// <summary>Collects schemas and extensions and checks them together. Not safe for concurrent use.</summary>
public sealed class ExtensionRegistryBuilder
{
    private readonly List<SchemaDefinition> _schemas = [];
    private readonly List<IExtension> _extensions = [];

    /// <summary>Adds a schema. The same definition may be added more than once.</summary>
    /// <param name="schema">The schema.</param>
    /// <returns>This builder.</returns>
    public ExtensionRegistryBuilder AddSchema(SchemaDefinition schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        _schemas.Add(schema);
        return this;
    }

    /// <summary>Adds a schema.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="version">Its version, 1 or more.</param>
    /// <param name="kind">Where its documents come from.</param>
    /// <returns>This builder.</returns>
    public ExtensionRegistryBuilder AddSchema(string name, int version, SchemaKind kind) => AddSchema(new SchemaDefinition(name, version, kind));

    /// <summary>Adds an extension.</summary>
    /// <param name="extension">The extension.</param>
    /// <returns>This builder.</returns>
    public ExtensionRegistryBuilder Add(IExtension extension)
    {
        ArgumentNullException.ThrowIfNull(extension);
        _extensions.Add(extension);
        return this;
    }

    /// <summary>Adds an extension that is created without arguments.</summary>
    /// <typeparam name="T">The extension.</typeparam>
    /// <returns>This builder.</returns>
    public ExtensionRegistryBuilder Add<T>()
        where T : IExtension, new() => Add(new T());

    /// <summary>
    /// Adds every extension of an assembly that has a public constructor without parameters. Types of which an instance was added before are left as they are.
    /// </summary>
    /// <param name="assembly">The assembly.</param>
    /// <returns>This builder.</returns>
    /// <remarks>The types are found by reflection, so a trimmed application names its extensions one by one instead.</remarks>
    [RequiresUnreferencedCode("Extensions are found by reflection, and trimming may have removed them. Add them one by one.")]
    public ExtensionRegistryBuilder AddAssembly(Assembly assembly)
    {
        foreach (var type in ExtensionTypes.In(assembly))
        {
            if (type.GetConstructor(Type.EmptyTypes) is null || _extensions.Exists(extension => extension.GetType() == type)) continue;
            Add((IExtension)Activator.CreateInstance(type)!);
        }

        return this;
    }

    /// <summary>Checks everything that was added and puts it in order.</summary>
    /// <exception cref="ExtensionRegistrationException">Schemas and extensions do not fit together; the exception names every mistake.</exception>
    public IExtensionRegistry Build() => ExtensionRegistry.Create(_schemas, _extensions);
}
