using System.Globalization;
using System.Text;

namespace Raindrop.Embedded.Feeds;

/// <summary>
/// A position among the updates of all databases: how far each of them was. It is opaque to callers and grows with the number of databases; in
/// return a write costs nothing for it, and none is lost, however a process ends.
/// </summary>
internal sealed class UpdatesPosition
{
    private readonly Dictionary<string, (string Incarnation, long Sequence)> _databases = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, (string Incarnation, long Sequence)> Databases => _databases;

    public void Set(string name, string incarnation, long sequence) => _databases[name] = (incarnation, sequence);

    public void Remove(string name) => _databases.Remove(name);

    // Names hold neither colon nor semicolon.
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (name, (incarnation, sequence)) in _databases) text.Append(name).Append(':').Append(incarnation).Append(':').Append(CultureInfo.InvariantCulture, $"{sequence};");
        return text.Length == 0 ? ";" : text.ToString();
    }

    /// <summary>Reads a position; what is none counts as the beginning.</summary>
    public static UpdatesPosition Parse(string text)
    {
        var position = new UpdatesPosition();
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = part.Split(':');
            if (fields.Length == 3 && long.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)) position.Set(fields[0], fields[1], sequence);
        }

        return position;
    }
}
