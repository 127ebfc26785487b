using System.Globalization;
using System.Text;

namespace Raindrop.Browser.Tests.Running;

/// <summary>What Linux shows of another process: all that it was given, has open, and has in its memory.</summary>
internal static class ProcessView
{
    private const int Chunk = 1 << 20;

    /// <summary>Its arguments and environment.</summary>
    public static string Given(int id) => File.ReadAllText($"/proc/{id}/cmdline") + '\0' + File.ReadAllText($"/proc/{id}/environ");

    /// <summary>The files that it has open.</summary>
    public static IReadOnlyList<string> OpenFiles(int id) => [.. new DirectoryInfo($"/proc/{id}/fd").EnumerateFileSystemInfos().Select(one => one.LinkTarget ?? "")];

    /// <summary>The processes that it has started.</summary>
    public static IReadOnlyList<int> Children(int id) =>
        [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _) && ParentOf(name!) == id).Select(name => int.Parse(name!, CultureInfo.InvariantCulture))];

    /// <summary>Whether it runs.</summary>
    public static bool IsRunning(int id) => ParentOf(id.ToString(CultureInfo.InvariantCulture)) is not null;

    /// <summary>Those of some texts and bytes that are in its memory: texts in UTF-8 or as .NET has them.</summary>
    public static ISet<string> FindInMemory(int id, IReadOnlyDictionary<string, byte[]> wanted)
    {
        var found = new HashSet<string>();
        using var memory = new FileStream($"/proc/{id}/mem", FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        var longest = wanted.Values.Max(bytes => bytes.Length);
        var buffer = new byte[Chunk + longest];
        foreach (var (start, end) in Writable(id))
        {
            for (var at = start; at < end; at += Chunk)
            {
                var read = Read(memory, at, buffer.AsSpan(0, (int)Math.Min(end - at, buffer.Length)));
                foreach (var (name, bytes) in wanted) if (buffer.AsSpan(0, read).IndexOf(bytes) >= 0) found.Add(name);
            }
        }

        return found;
    }

    /// <summary>A text in both encodings, by a name for each.</summary>
    public static IEnumerable<KeyValuePair<string, byte[]>> BothOf(string name, string text) => [new($"{name}, UTF-8", Encoding.UTF8.GetBytes(text)), new($"{name}, UTF-16", Encoding.Unicode.GetBytes(text))];

    private static IEnumerable<(long Start, long End)> Writable(int id)
    {
        foreach (var line in File.ReadLines($"/proc/{id}/maps"))
        {
            if (line.Split(' ') is not [var range, ['r', 'w', ..], ..] || range.Split('-') is not [var start, var end]) continue;
            yield return (long.Parse(start, NumberStyles.HexNumber, CultureInfo.InvariantCulture), long.Parse(end, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        }
    }

    // What is mapped and not there any more cannot be read, and holds nothing.
    private static int Read(FileStream memory, long at, Span<byte> buffer)
    {
        try
        {
            return RandomAccess.Read(memory.SafeFileHandle, buffer, at);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static int? ParentOf(string id)
    {
        try
        {
            // After the name, in parentheses: the state, and the parent.
            var rest = File.ReadAllText($"/proc/{id}/stat").Split(") ")[^1].Split(' ');
            return rest[0] == "Z" ? null : int.Parse(rest[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
