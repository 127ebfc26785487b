namespace Raindrop.Packaging.Tests;

public sealed class ToolTests(PackedLibraries libraries)
{
    [Fact]
    public async Task The_command_line_is_installed_as_a_tool_and_makes_a_key_ring()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var folder = libraries.CreateFolder("tool");
        var tools = Path.Combine(folder, "tools");
        var settings = $"""<configuration><packageSources><clear /><add key="packed" value="{libraries.Feed}" /></packageSources></configuration>""";
        await File.WriteAllTextAsync(Path.Combine(folder, "nuget.config"), settings, cancellationToken);
        await DotnetCommand.RunAsync(folder, new Dictionary<string, string>(), cancellationToken, "tool", "install", PackedLibraries.Tool, "--tool-path", tools, "--version", libraries.Version);
        var ring = Path.Combine(folder, "host.keyring");

        (await DotnetCommand.RunProgramAsync(Path.Combine(tools, "raindrop"), folder, cancellationToken, "keyring", "create", "--file", ring)).Should().Contain("kek-");
        (await DotnetCommand.RunProgramAsync(Path.Combine(tools, "raindrop"), folder, cancellationToken, "--help")).Should().Contain("raindrop [command]");

        File.Exists(ring).Should().BeTrue();
    }
}
