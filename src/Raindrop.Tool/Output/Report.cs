using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spectre.Console;

namespace Raindrop.Tool.Output;

/// <summary>Prints results: as tables and lines for people, or as JSON.</summary>
internal sealed class Report(ToolConsole console, bool isJson)
{
    public static Option<bool> Option { get; } = new("--json") { Description = "Print one JSON object a line instead of tables and text.", Recursive = true };

    public static Report Of(ToolConsole console, ParseResult result) => new(console, result.GetValue(Option));

    /// <summary>Prints a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="type">How it is written as JSON.</param>
    /// <param name="lines">What people read.</param>
    public void Print<T>(T value, JsonTypeInfo<T> type, params string[] lines)
    {
        if (isJson) console.Say(JsonSerializer.Serialize(value, type));
        else foreach (var line in lines) console.Say(line);
    }

    /// <summary>Prints many values as they come.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> PrintAsync<T>(IAsyncEnumerable<T> values, JsonTypeInfo<T> type, string[] columns, Func<T, string[]> row)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns(columns);
        var count = 0;
        await foreach (var value in values)
        {
            count++;
            if (isJson) console.Say(JsonSerializer.Serialize(value, type));
            else table.AddRow([.. row(value).Select(Markup.Escape)]);
        }

        if (!isJson && count > 0) console.Show(table);
        return count;
    }

    /// <summary>Says something to people only.</summary>
    public void Say(string line)
    {
        if (!isJson) console.Say(line);
    }

    public static string Date(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Count(long number, string what) => $"{Number(number)} {what}{(number == 1 ? "" : "s")}";
}
