using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mailroom.Hosting;

/// <summary>By how much the versions of extensions were raised with <c>--bump</c>. Kept, since a host that forgot it would be an older host, and stand by.</summary>
internal sealed class VersionBumps(string path)
{
    public SortedDictionary<string, int> Read() => File.Exists(path)
        ? JsonSerializer.Deserialize(File.ReadAllBytes(path), BumpsJson.Default.SortedDictionaryStringInt32) ?? []
        : [];

    /// <summary>Raises each by one.</summary>
    public void Raise(IEnumerable<string> extensions)
    {
        var bumps = Read();
        foreach (var extension in extensions) bumps[extension] = bumps.GetValueOrDefault(extension) + 1;
        var temporary = path + ".new";
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(bumps, BumpsJson.Default.SortedDictionaryStringInt32));
        File.Move(temporary, path, overwrite: true);
    }
}

/// <summary>The JSON of the file.</summary>
[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(SortedDictionary<string, int>))]
internal sealed partial class BumpsJson : JsonSerializerContext;
