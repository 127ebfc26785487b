using System.Collections.Frozen;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Grammar;

/// <summary>Finds the row of a request.</summary>
internal static class RowFinder
{
    /// <summary>The row of a copy that would make a design document, whatever it is a copy of.</summary>
    public static GrammarRow CopyOntoDesign { get; } =
        GrammarTable.Rows.Single(row => row.Operation == TenantOperation.DocumentCopy) with { Operation = TenantOperation.DesignDocumentWrite, Access = OperationAccess.Refused };

    /// <summary>The rows of each method, in the order of the table.</summary>
    private static readonly FrozenDictionary<string, GrammarRow[]> ByMethod =
        GrammarTable.Rows.SelectMany(row => row.Methods).Distinct().ToFrozenDictionary(method => method, method => GrammarTable.Rows.Where(row => row.Methods.Contains(method)).ToArray(), StringComparer.Ordinal);

    public static ParseResult Find(string method, string[] segments, List<RequestParameter> parameters, out GrammarRow? found)
    {
        found = null;
        if (!ByMethod.TryGetValue(method, out var rows)) return Refuse(segments);
        foreach (var row in rows)
        {
            if (!row.Path.Matches(segments) || row.When?.Holds(parameters) is false) continue;
            found = row;
            return GrammarRefusal.None;
        }

        return Refuse(segments);
    }

    private static ParseResult Refuse(string[] segments)
    {
        string[] methods = [.. GrammarTable.Rows.Where(row => row.Path.Matches(segments)).SelectMany(row => row.Methods).Distinct()];
        if (methods.Length > 0) return ParseResult.MethodNotAllowed(string.Join(", ", methods));
        return Array.Exists(segments, segment => segment.Contains('/', StringComparison.Ordinal)) ? GrammarRefusal.EncodedSlash : GrammarRefusal.UnknownEndpoint;
    }
}
