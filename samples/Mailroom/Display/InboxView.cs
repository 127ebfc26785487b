using System.Globalization;
using Mailroom.Schemas;
using Spectre.Console;

namespace Mailroom.Display;

/// <summary>The inbox.</summary>
internal static class InboxView
{
    public static void Show(IAnsiConsole console, Inbox inbox)
    {
        var tags = string.Join(", ", inbox.Tags.Select(tag => string.Create(CultureInfo.InvariantCulture, $"{tag.Value} {tag.Key}")));
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{inbox.Messages} messages in {inbox.Conversations} conversations: {tags}"));
        var table = new Table().Border(TableBorder.Simple).AddColumns("last (UTC)", "messages", "tag", "subject", "conversation");
        foreach (var row in inbox.Latest)
        {
            table.AddRow(
                row.Last?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "", row.Messages.ToString(CultureInfo.InvariantCulture), Markup.Escape(row.Tag),
                Markup.Escape(string.Concat(row.Subject.Where(c => !char.IsControl(c)))), Markup.Escape(row.Conversation));
        }

        console.Write(table);
    }
}
