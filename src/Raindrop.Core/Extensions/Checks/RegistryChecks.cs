namespace Raindrop.Extensions.Checks;

/// <summary>All checks, so that a host is told every mistake at once.</summary>
internal static class RegistryChecks
{
    private static readonly IReadOnlyList<IRegistryCheck> All =
    [
        new SchemaShapeCheck(),
        new SchemaConflictCheck(),
        new ReservedNameCheck(),
        new ExtensionShapeCheck(),
        new DuplicateExtensionCheck(),
        new DeclaredSchemaCheck(),
        new GroupingCheck(),
        new CredentialCheck(),
        new CycleCheck(),
    ];

    public static void Run(RegistryDraft draft)
    {
        var mistakes = All.SelectMany(check => check.FindMistakes(draft)).Distinct(StringComparer.Ordinal).ToArray();
        if (mistakes.Length > 0) throw new ExtensionRegistrationException(mistakes);
    }
}
