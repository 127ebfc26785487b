using System.IO.Compression;
using System.Xml.Linq;

namespace Raindrop.Packaging.Tests;

/// <summary>A package and its symbols, read into memory.</summary>
public sealed class LibraryPackage
{
    // The zip's own bookkeeping: its names are drawn at random and no consumer reads it.
    private static readonly string[] Bookkeeping = ["_rels/", "package/", "[Content_Types].xml"];

    public LibraryPackage(string feed, string name, string version)
    {
        Name = name;
        Files = Read(Path.Combine(feed, $"{name}.{version}.nupkg"));
        Symbols = Read(Path.Combine(feed, $"{name}.{version}.snupkg"));
    }

    public string Name { get; }

    /// <summary>The files of the package by path.</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; }

    /// <summary>The files of the symbol package by path.</summary>
    public IReadOnlyDictionary<string, byte[]> Symbols { get; }

    public byte[] Assembly => Files[$"lib/net10.0/{Name}.dll"];

    public byte[] SymbolFile => Symbols[$"lib/net10.0/{Name}.pdb"];

    public XElement Metadata => ReadXml($"{Name}.nuspec").Elements().Single(element => element.Name.LocalName == "metadata");

    public string? MetadataValue(string name) => Metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;

    public XElement ReadXml(string path)
    {
        using var stream = new MemoryStream(Files[path]);
        return XElement.Load(stream);
    }

    private static Dictionary<string, byte[]> Read(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        return zip.Entries
            .Where(entry => !Bookkeeping.Any(start => entry.FullName.StartsWith(start, StringComparison.Ordinal)))
            .ToDictionary(entry => entry.FullName, ReadEntry);
    }

    private static byte[] ReadEntry(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }
}
