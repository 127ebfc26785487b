namespace Raindrop.Extensions;

/// <summary>The schemas and extensions of a host do not fit together. Nothing runs until every mistake is mended.</summary>
public sealed class ExtensionRegistrationException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="mistakes">Every mistake, each saying what to do; 1 or more.</param>
    public ExtensionRegistrationException(IReadOnlyList<string> mistakes)
        : base(Describe(mistakes)) => Mistakes = mistakes;

    /// <summary>Every mistake that was found, each saying what to do; 1 or more.</summary>
    public IReadOnlyList<string> Mistakes { get; }

    private static string Describe(IReadOnlyList<string> mistakes)
    {
        ArgumentNullException.ThrowIfNull(mistakes);
        var count = mistakes.Count == 1 ? "1 mistake" : $"{mistakes.Count} mistakes";
        return $"The schemas and extensions do not fit together ({count}):{string.Concat(mistakes.Select(mistake => $"\n- {mistake}"))}";
    }
}
