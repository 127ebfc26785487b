namespace Raindrop.Tool.Tests;

/// <summary>A folder for one test.</summary>
internal sealed class ToolFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("raindrop-tool-").FullName;

    public string PathOf(string name) => Path.Combine(_path, name);

    public string WritePrivate(string name, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(PathOf(name), options);
        writer.Write(text);
        return PathOf(name);
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
