using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Raindrop.Extensions;

/// <summary>Finds the extensions of an assembly: the one place that looks types up by reflection.</summary>
internal static class ExtensionTypes
{
    /// <summary>The classes that can be created and are extensions, by full name.</summary>
    [RequiresUnreferencedCode("Extensions are found by reflection, and trimming may have removed them.")]
    public static IEnumerable<Type> In(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false } && type.IsAssignableTo(typeof(IExtension)))
            .OrderBy(type => type.FullName, StringComparer.Ordinal);
    }
}
