using Raindrop.Tenancy;

namespace Raindrop.Gateway.Grammar;

/// <summary>Finds the row of a request.</summary>
internal static class RowFinder
{
    /// <summary>The row of a copy that would make a design document, whatever it is a copy of.</summary>
    public static GrammarRow CopyOntoDesign { get; } =
        GrammarTable.Rows.Single(row => row.Operation == TenantOperation.DocumentCopy) with { Operation = TenantOperation.DesignDocumentWrite, Access = OperationAccess.Refused };

    public static ParseResult Find(string method, string[] segments, List<RequestParameter> parameters, out GrammarRow? found)
    {
        found = null;
        List<string>? methods = null;
        foreach (var row in GrammarTable.Rows)
        {
            if (!row.Path.Matches(segments)) continue;
            if (Array.IndexOf(row.Methods, method) < 0)
            {
                (methods ??= []).AddRange(row.Methods);
            }
            else if (row.When?.Holds(parameters) is not false)
            {
                found = row;
                return GrammarRefusal.None;
            }
        }

        if (methods is not null) return ParseResult.MethodNotAllowed(string.Join(", ", methods.Distinct()));
        return Array.Exists(segments, segment => segment.Contains('/', StringComparison.Ordinal)) ? GrammarRefusal.EncodedSlash : GrammarRefusal.UnknownEndpoint;
    }
}
