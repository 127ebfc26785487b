using System.Globalization;
using Raindrop.Derivation;
using Spectre.Console;

namespace Mailroom.Display;

/// <summary>What a pass did for each extension.</summary>
internal static class ResultTable
{
    public static Table Create(IReadOnlyList<ExtensionResult> extensions)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns("extension", "version");
        foreach (var name in new[] { "outdated", "executed", "written", "unchanged", "deleted", "failed", "dead letters", "runs/s" }) table.AddColumn(new TableColumn(name).RightAligned());
        table.AddColumn("state");
        foreach (var one in extensions) AddRow(table, one.Extension, one.Version.ToString(CultureInfo.InvariantCulture), one, State(one.State));
        if (extensions.Count > 1) AddRow(table, "all", "", Sum(extensions), "");
        return table;
    }

    private static void AddRow(Table table, string name, string version, ExtensionResult one, string state) => table.AddRow(
        name, version, Number(one.Outdated), Number(one.Executed), Number(one.Written), Number(one.Unchanged), Number(one.Deleted),
        one.Failed > 0 ? $"[yellow]{Number(one.Failed)}[/]" : "0", one.DeadLettered > 0 ? $"[yellow]{Number(one.DeadLettered)}[/]" : "0",
        one.Rate > 0 ? one.Rate.ToString("n0", CultureInfo.InvariantCulture) : "", state);

    private static ExtensionResult Sum(IReadOnlyList<ExtensionResult> all) => new()
    {
        Extension = "",
        Version = 0,
        Outdated = all.Sum(one => one.Outdated),
        Executed = all.Sum(one => one.Executed),
        Written = all.Sum(one => one.Written),
        Unchanged = all.Sum(one => one.Unchanged),
        Deleted = all.Sum(one => one.Deleted),
        Failed = all.Sum(one => one.Failed),
        DeadLettered = all.Sum(one => one.DeadLettered),
    };

    private static string Number(long number) => number.ToString("n0", CultureInfo.InvariantCulture);

    private static string State(ExtensionRunState state) => state switch
    {
        ExtensionRunState.StandingBy => "[yellow]stands by: a newer version ran here[/]",
        ExtensionRunState.Paused => "[red]paused: most runs failed[/]",
        _ => "",
    };
}
