using System.Globalization;
using System.Text;
using Raindrop.Documents;
using Raindrop.Schemas;

namespace Raindrop.Benchmarks.Load;

/// <summary>The source documents: the same each time, ids in sortable order.</summary>
internal static class Corpus
{
    /// <summary>The body of a usual document, in bytes.</summary>
    public const int UsualSize = 1000;

    private static readonly string[] Words =
        ["about", "answer", "autumn", "behind", "between", "bridge", "copper", "evening", "garden", "harbour", "letter", "meadow", "number", "orange", "paper", "quiet", "river", "silver", "table", "window"];

    public static string Key(int n) => n.ToString("D8", CultureInfo.InvariantCulture);

    public static string Revision(int generation) => $"{generation}-0123456789abcdef0123456789abcdef";

    public static IEnumerable<Document> Documents(string schema, int count, int size) => Enumerable.Range(0, count).Select(n => Document(schema, n, size));

    /// <param name="schema">The schema.</param>
    /// <param name="n">The document's number.</param>
    /// <param name="size">The body's size in bytes, about.</param>
    public static Document Document(string schema, int n, int size) =>
        SourceDocument.Create(new SchemaDefinition(schema, 1, SchemaKind.Source), Key(n), Encoding.UTF8.GetBytes(Payload(n, size)));

    private static string Payload(int n, int size)
    {
        var text = new StringBuilder(size + 32);
        text.Append(CultureInfo.InvariantCulture, $$"""{"number":{{n}},"from":"person{{n % 997}}@example.org","seen":{{(n % 3 == 0 ? "true" : "false")}},"tags":["{{Words[n % Words.Length]}}","{{Words[n / 7 % Words.Length]}}"],"text":" """);
        for (var i = n; text.Length < size - 70; i = (i * 31) + 17) text.Append(Words[(i & int.MaxValue) % Words.Length]).Append(' ');
        return text.Append("\"}").ToString();
    }
}
