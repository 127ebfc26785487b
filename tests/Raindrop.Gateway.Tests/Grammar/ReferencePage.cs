using System.Text;
using Raindrop.Gateway.Bodies;
using Raindrop.Gateway.Grammar;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Tests.Grammar;

/// <summary>The tables of docs/gateway/grammar.md, made from the code.</summary>
internal static class ReferencePage
{
    public static IReadOnlyDictionary<string, string> Tables { get; } = new Dictionary<string, string>
    {
        ["requests"] = Table(["path", "methods", "only with", "operation", "who", "body"], GrammarTable.Rows.Where(row => row.Operation != TenantOperation.Server).Select(row => new[]
        {
            $"`{row.Path}`", string.Join(' ', row.Methods), row.When?.ToString() ?? "", $"`{row.Operation}`", WhoOf(row.Access), BodyOf(row.Body),
        })),
        ["server"] = string.Join(", ", GrammarTable.Rows.Where(row => row.Operation == TenantOperation.Server).Select(row => $"`{row.Path.Text.Split('/')[1]}`")) + ".\n",
        ["parameters"] = Table(["operation", "parameters"], GrammarTable.Rows.Where(row => row.Parameters.Length > 0)
            .GroupBy(row => string.Join(", ", row.Parameters.Select(Describe)) + (row.TakesFilterParameters ? ", those of the filter" : ""))
            .Select(rows => new[] { string.Join(", ", rows.Select(row => NameOf(row)).Distinct()), rows.Key })),
        ["refusals"] = Table(["refusal", "status", "reason"], Enum.GetValues<GrammarRefusal>().Where(refusal => refusal != GrammarRefusal.None)
            .Select(refusal => new[] { $"`{refusal}`", $"{GrammarRefusals.StatusOf(refusal)}", GrammarRefusals.ReasonOf(refusal) })),
        ["violations"] = Table(["violation", "status", "reason"], Enum.GetValues<BodyViolation>().Where(violation => violation != BodyViolation.None)
            .Select(violation => new[] { $"`{violation}`", $"{BodyViolations.StatusOf(violation)}", BodyViolations.ReasonOf(violation) })),
    };

    /// <summary>The page with its tables made anew.</summary>
    public static string Fill(string page)
    {
        foreach (var (name, table) in Tables)
        {
            var (begin, end) = ($"<!-- table: {name} -->\n", "<!-- end -->");
            var start = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
            page = page[..start] + table + page[page.IndexOf(end, start, StringComparison.Ordinal)..];
        }

        return page;
    }

    private static string NameOf(GrammarRow row) => row.Path.Text.Contains("_nouveau", StringComparison.Ordinal) ? $"`{row.Operation}` (Nouveau)" : $"`{row.Operation}`";

    private static string WhoOf(OperationAccess access) => access switch
    {
        OperationAccess.Tenant => "tenant",
        OperationAccess.Anyone => "anyone",
        _ => "nobody",
    };

    private static string BodyOf(RequestBodyKind body) => body switch
    {
        RequestBodyKind.Json => "JSON",
        RequestBodyKind.OptionalJson => "JSON or none",
        RequestBodyKind.Document => "JSON or multipart",
        RequestBodyKind.Attachment => "bytes",
        _ => "",
    };

    private static string Describe(Parameter parameter)
    {
        var aliases = parameter.Aliases.Length == 0 ? "" : $" (or `{string.Join("`, `", parameter.Aliases)}`)";
        var values = parameter.Kind switch
        {
            ParameterKind.Flag => "",
            ParameterKind.Json => " JSON",
            ParameterKind.Count => " number",
            ParameterKind.CountOrTrue => " number or `true`",
            ParameterKind.Choice => $" {string.Join('/', parameter.Choices.Select(choice => $"`{choice}`"))}",
            _ => " text",
        };
        return $"`{parameter.Name}`{aliases}{values}";
    }

    private static string Table(string[] head, IEnumerable<string[]> rows)
    {
        var table = new StringBuilder();
        foreach (var row in rows.Prepend([.. head.Select(_ => "---")]).Prepend(head)) table.Append("| ").AppendJoin(" | ", row).Append(" |\n");
        return table.Replace("|  |", "| |").Replace("|  |", "| |").ToString();
    }
}
