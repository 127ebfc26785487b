using System.Text;
using Raindrop.Documents;

namespace Raindrop.Core.Tests.Frozen;

/// <summary>
/// A stored shape as databases out there hold it: the id, the body byte for byte, and a line for each attachment. Whoever changes a shape
/// also migrates what is stored, and only then the example.
/// </summary>
internal static class FrozenExample
{
    public static string Read(string name)
    {
        using var stream = typeof(FrozenExample).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException($"There is no example {name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    public static string Write(Document document)
    {
        var text = new StringBuilder().Append(document.Id).Append('\n').Append(Encoding.UTF8.GetString(document.Content.Span)).Append('\n');
        foreach (var (name, attachment) in document.Attachments)
            text.Append(name).Append(' ').Append(attachment.ContentType).Append(' ').Append(Convert.ToBase64String(attachment.Data!.Value.Span)).Append('\n');
        return text.ToString();
    }

    public static Document Parse(string text)
    {
        var lines = text.TrimEnd('\n').Split('\n');
        return new Document { Id = lines[0], Content = Encoding.UTF8.GetBytes(lines[1]) };
    }
}
