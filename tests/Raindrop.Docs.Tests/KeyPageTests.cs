using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Raindrop.Docs.Tests.Pages;
using Raindrop.Keys;

namespace Raindrop.Docs.Tests;

/// <summary>The page for those who look after keys: its options, its errors, its first lines of code.</summary>
public sealed class KeyPageTests
{
    private static readonly Page Keys = Page.Open("docs/credentials/keys.md");

    [Fact]
    public void Every_option_is_listed_with_its_default()
    {
        var options = new TenantKeyOptions();
        var expected = typeof(TenantKeyOptions).GetProperties().Select(property => (property.Name, property.GetValue(options) switch
        {
            null => "none",
            int number => number.ToString("N0", System.Globalization.CultureInfo.InvariantCulture),
            TimeSpan { TotalMinutes: < 1 } time => $"{time.TotalSeconds} seconds",
            TimeSpan { TotalDays: < 1 } time => $"{time.TotalMinutes} minutes",
            TimeSpan time => $"{time.TotalDays} days",
            _ => "",
        }));

        RowsBelow("## Options").Select(cells => (cells[0], cells[1])).Should().Equal(expected);
    }

    [Fact]
    public void Every_failure_is_listed()
    {
        var listed = RowsBelow("## Errors").Select(cells => cells[0].Split('`', StringSplitOptions.RemoveEmptyEntries)[^1]).ToList();

        listed.Should().Contain(Enum.GetNames<TenantKeyFailure>()).And.Contain(Enum.GetNames<KeyBackupFailure>());
    }

    [Fact]
    public void The_lines_that_set_it_up_name_the_file()
    {
        var services = new ServiceCollection();
        Snippets.Keys.Add(services);
        using var provider = services.BuildServiceProvider();

        provider.GetRequiredService<IOptions<TenantKeyOptions>>().Value.BackupKeyFile.Should().Be("/var/lib/raindrop/backup.keys");
    }

    private static IEnumerable<string[]> RowsBelow(string heading) => Keys.Lines
        .SkipWhile(line => line != heading).Skip(1).TakeWhile(line => !line.StartsWith('#'))
        .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
        .Select(line => line.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries).Select(cell => cell.Trim('`')).ToArray());
}
