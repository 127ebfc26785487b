namespace Raindrop.Gateway.Grammar;

/// <summary>A query parameter that an endpoint takes.</summary>
/// <param name="Name">The name in CouchDB's reference.</param>
/// <param name="Kind">What values it takes.</param>
internal sealed record Parameter(string Name, ParameterKind Kind)
{
    /// <summary>More digits than any count has; keeps what CouchDB reads within 64 bits.</summary>
    private const int MostDigits = 18;

    /// <summary>Other names that CouchDB reads in the same way.</summary>
    public string[] Aliases { get; init; } = [];

    /// <summary>The words of a choice.</summary>
    public string[] Choices { get; init; } = [];

    public bool IsNamed(string name) => Name == name || Aliases.Contains(name);

    public bool Takes(string value) => Kind switch
    {
        ParameterKind.Flag => value is "true" or "false",
        ParameterKind.Count => IsCount(value),
        ParameterKind.CountOrTrue => value == "true" || IsCount(value),
        ParameterKind.Choice => Choices.Contains(value),
        ParameterKind.Json => value.Length > 0,
        _ => true,
    };

    private static bool IsCount(string value) => value.Length is > 0 and <= MostDigits && !value.AsSpan().ContainsAnyExceptInRange('0', '9');
}
