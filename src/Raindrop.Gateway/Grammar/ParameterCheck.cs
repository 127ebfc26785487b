using System.Buffers;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Grammar;

/// <summary>Checks the query parameters of a request against its row.</summary>
internal static class ParameterCheck
{
    private const int LongestFilterName = 64;
    private static readonly SearchValues<char> FilterNames = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

    /// <summary>CouchDB folds the case of some names, so no other spelling of a known name may pass as a filter's own.</summary>
    private static readonly HashSet<string> KnownNames = new(
        [.. Parameters.Reserved, .. GrammarTable.Rows.SelectMany(row => row.Parameters).SelectMany(parameter => parameter.Aliases.Append(parameter.Name))],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Checks names and values.</summary>
    /// <param name="row">The row.</param>
    /// <param name="given">What the request gives. What is left is known, given once, and goes by its name in the reference.</param>
    /// <returns>What is wrong with it.</returns>
    public static GrammarRefusal Check(GrammarRow row, List<RequestParameter> given)
    {
        given.RemoveAll(parameter => parameter.Name == Parameters.Nonce);
        for (var i = 0; i < given.Count; i++)
        {
            var (name, value) = given[i];
            if (row.FindParameter(name) is not { } parameter)
            {
                if (!row.TakesFilterParameters || !NamesFilter(given) || !IsFilterParameter(name)) return GrammarRefusal.UnknownParameter;
                parameter = new Parameter(name, ParameterKind.Text);
            }

            for (var j = 0; j < i; j++)
            {
                if (given[j].Name == parameter.Name) return GrammarRefusal.DuplicateParameter;
            }

            if (!parameter.Takes(value)) return GrammarRefusal.ParameterValue;
            given[i] = new RequestParameter(parameter.Name, value);
        }

        return GrammarRefusal.None;
    }

    /// <summary>Whether the filter is a function of a design document, which sees the query, and not one of CouchDB's own.</summary>
    private static bool NamesFilter(List<RequestParameter> given) =>
        given.Exists(parameter => parameter.Name == "filter" && !parameter.Value.StartsWith('_') && parameter.Value.Contains('/', StringComparison.Ordinal));

    private static bool IsFilterParameter(string name) =>
        name.Length <= LongestFilterName && char.IsAsciiLetter(name[0]) && !name.AsSpan().ContainsAnyExcept(FilterNames) && !KnownNames.Contains(name);
}
