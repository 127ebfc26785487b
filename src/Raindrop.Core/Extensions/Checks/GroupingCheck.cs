namespace Raindrop.Extensions.Checks;

/// <summary>An extension takes the kind of input that its code expects, and a group comes from one schema.</summary>
internal sealed class GroupingCheck : IRegistryCheck
{
    public IEnumerable<string> FindMistakes(RegistryDraft draft)
    {
        foreach (var (extension, definition) in draft.Extensions)
        {
            var name = $"Extension '{definition.Id}'";
            var isGroup = definition.Grouping != InputGrouping.None;
            if (!Enum.IsDefined(definition.Grouping)) yield return $"{name}: its grouping is not one of the defined values.";
            if (isGroup && definition.Inputs.Count > 1)
                yield return $"{name}: a group comes from one schema, and it declares {definition.Inputs.Count} input schemas. Take one, and read the others through the context.";
            if (isGroup && DerivesFrom(extension, typeof(Extension<>)))
                yield return $"{name}: it takes one document (Extension<T>) and declares a grouping. Derive from GroupExtension<T>, or declare no grouping.";
            if (!isGroup && DerivesFrom(extension, typeof(GroupExtension<>)))
                yield return $"{name}: it takes a group (GroupExtension<T>) and declares no grouping. Declare one, or derive from Extension<T>.";
        }
    }

    private static bool DerivesFrom(IExtension extension, Type definition)
    {
        for (var type = extension.GetType(); type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == definition) return true;
        }

        return false;
    }
}
