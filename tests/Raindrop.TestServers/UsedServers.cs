namespace Raindrop.TestServers;

/// <summary>Notes which servers a run used, so that <c>./test</c> can say so at its end.</summary>
internal static class UsedServers
{
    public static void Note(TestServer server) => Note($"{server.Product} {server.Version} ({server.Name})");

    public static void Note(string server)
    {
        var folder = Path.Combine(RepositoryFolder.Path, "artifacts");
        Directory.CreateDirectory(folder);
        using var file = new FileStream(Path.Combine(folder, "test-servers.txt"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        using var writer = new StreamWriter(file);
        writer.Write($"{server}\n");
    }
}
