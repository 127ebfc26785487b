using Raindrop.Tenancy;

namespace Raindrop.Gateway.Grammar;

/// <summary>Splits a query into its parameters, decodes them and writes them again in one encoding.</summary>
internal static class QueryText
{
    /// <summary>Reads a query.</summary>
    /// <param name="query">What stands behind the question mark, as it was sent.</param>
    /// <param name="parameters">The parameters, decoded; names are not looked up yet.</param>
    /// <returns>What is wrong with it.</returns>
    public static GrammarRefusal Read(ReadOnlySpan<char> query, List<RequestParameter> parameters)
    {
        if (query.IndexOfAnyExceptInRange('!', '~') is var illegal and >= 0) return char.IsControl(query[illegal]) ? GrammarRefusal.ControlCharacter : GrammarRefusal.IllegalCharacter;
        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            if (pair.IsEmpty) continue;

            // CouchDB splits at semicolons too: what is data here is encoded on the way to it.
            var equals = pair.IndexOf('=');
            var refusal = PercentText.Decode(equals < 0 ? pair : pair[..equals], isQuery: true, out var name);
            if (refusal != GrammarRefusal.None) return refusal;
            refusal = PercentText.Decode(equals < 0 ? default : pair[(equals + 1)..], isQuery: true, out var value);
            if (refusal != GrammarRefusal.None) return refusal;
            if (name.Length == 0) return GrammarRefusal.UnknownParameter;
            if (name.Any(char.IsControl) || value.Any(char.IsControl)) return GrammarRefusal.ControlCharacter;
            parameters.Add(new RequestParameter(name, value));
        }

        return GrammarRefusal.None;
    }

    public static string Write(IReadOnlyList<RequestParameter> parameters) => parameters.Count == 0
        ? ""
        : "?" + string.Join('&', parameters.Select(parameter => $"{PercentText.Encode(parameter.Name)}={PercentText.Encode(parameter.Value)}"));
}
