using System.Globalization;
using Raindrop.Derivation;
using Spectre.Console;

namespace Mailroom.Display;

/// <summary>What a pass did for each extension.</summary>
internal static class ResultTable
{
    /// <summary>The width in which all columns have room. In a narrower console those without news are left out.</summary>
    private const int Wide = 130;

    private static readonly (string Name, Func<ExtensionResult, long> Value, bool IsAlways, bool IsBad)[] Counts =
    [
        ("outdated", one => one.Outdated, true, false),
        ("executed", one => one.Executed, true, false),
        ("written", one => one.Written, true, false),
        ("unchanged", one => one.Unchanged, false, false),
        ("deleted", one => one.Deleted, false, false),
        ("failed", one => one.Failed, false, true),
        ("dead letters", one => one.DeadLettered, false, true),
    ];

    public static Table Create(IReadOnlyList<ExtensionResult> extensions, int width)
    {
        var isWide = width >= Wide;
        var counts = Counts.Where(count => isWide || count.IsAlways || extensions.Any(one => count.Value(one) > 0)).ToList();
        var hasStates = isWide || extensions.Any(one => one.State != ExtensionRunState.Running);
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn(Column("extension"));
        if (isWide) table.AddColumn(Column("version"));
        foreach (var (name, _, _, _) in counts) table.AddColumn(Column(name).RightAligned());
        if (isWide) table.AddColumn(Column("runs/s").RightAligned());
        if (hasStates) table.AddColumn(new TableColumn("state"));
        foreach (var one in extensions) table.AddRow(Row(one.Extension, one.Version.ToString(CultureInfo.InvariantCulture), count => count(one), Rate(one), State(one.State)));
        if (extensions.Count > 1) table.AddRow(Row("all", "", extensions.Sum, "", ""));
        return table;

        string[] Row(string name, string version, Func<Func<ExtensionResult, long>, long> sum, string rate, string state)
        {
            List<string> cells = [name];
            if (isWide) cells.Add(version);
            cells.AddRange(counts.Select(count => Number(sum(count.Value), count.IsBad)));
            if (isWide) cells.Add(rate);
            if (hasStates) cells.Add(state);
            return [.. cells];
        }
    }

    private static TableColumn Column(string name) => new TableColumn(name).NoWrap().Padding(0, 0, 1, 0);

    private static string Number(long number, bool isBad)
    {
        var text = number.ToString("n0", CultureInfo.InvariantCulture);
        return isBad && number > 0 ? $"[yellow]{text}[/]" : text;
    }

    private static string Rate(ExtensionResult one) => one.Rate > 0 ? one.Rate.ToString("n0", CultureInfo.InvariantCulture) : "";

    private static string State(ExtensionRunState state) => state switch
    {
        ExtensionRunState.StandingBy => "[yellow]stands by: a newer version ran here[/]",
        ExtensionRunState.Paused => "[red]paused: most runs failed[/]",
        _ => "",
    };
}
