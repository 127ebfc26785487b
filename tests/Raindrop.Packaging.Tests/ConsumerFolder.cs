using System.Text.RegularExpressions;

namespace Raindrop.Packaging.Tests;

/// <summary>A folder with projects as a user of the packages has them: outside the repository, with settings and a package cache of its own.</summary>
internal sealed partial class ConsumerFolder(string path, PackedLibraries libraries)
{
    // Where only the cache is new, what the packages depend on need not be downloaded again.
    private static readonly string MachineCache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private readonly Dictionary<string, string> _environment = new() { ["NUGET_PACKAGES"] = Path.Combine(path, ".packages") };

    /// <summary>Writes the settings: the machine's own package sources, and the packed libraries, which alone may answer for Raindrop.</summary>
    public async Task ConfigureAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(MachineCache);
        var listed = await DotnetCommand.RunAsync(path, _environment, cancellationToken, "nuget", "list", "source");
        var inherited = string.Concat(EnabledSource().Matches(listed).Select(source => $"""<packageSource key="{source.Groups[1].Value}"><package pattern="*" /></packageSource>"""));
        var settings = $"""
            <configuration>
              <packageSources><add key="packed" value="{libraries.Feed}" /></packageSources>
              <packageSourceMapping><packageSource key="packed"><package pattern="Raindrop.*" /></packageSource>{inherited}</packageSourceMapping>
              <fallbackPackageFolders><add key="machine" value="{MachineCache}" /></fallbackPackageFolders>
            </configuration>
            """;
        await File.WriteAllTextAsync(Path.Combine(path, "nuget.config"), settings, cancellationToken);
    }

    /// <summary>Writes a project that references one package and holds its readme's example, as <c>dotnet new</c> would set it up, and stricter.</summary>
    /// <param name="example">The example.</param>
    /// <param name="extension">The example that shows the extension, for those that only use it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task AddAsync(ReadmeExample example, ReadmeExample extension, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(path, example.Package)).FullName;
        var project = $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>{(example.IsProgram ? "Exe" : "Library")}</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <IsAotCompatible>true</IsAotCompatible>
                <AssemblyName>Example</AssemblyName>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="{example.Package}" Version="{libraries.Version}" /></ItemGroup>
            </Project>
            """;
        await File.WriteAllTextAsync(Path.Combine(folder, $"{example.Package}.Example.csproj"), project, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "Example.cs"), example.Code, cancellationToken);
        if (!example.Code.Contains("class CountWords", StringComparison.Ordinal))
            await File.WriteAllTextAsync(Path.Combine(folder, "CountWords.cs"), extension.Code, cancellationToken);
    }

    /// <summary>Restores and builds all projects.</summary>
    public async Task BuildAsync(IEnumerable<ReadmeExample> examples, CancellationToken cancellationToken)
    {
        var projects = string.Concat(examples.Select(example => $"<Project Path=\"{example.Package}/{example.Package}.Example.csproj\" />"));
        await File.WriteAllTextAsync(Path.Combine(path, "Examples.slnx"), $"<Solution>{projects}</Solution>", cancellationToken);
        await DotnetCommand.RunAsync(path, _environment, cancellationToken, "build", "Examples.slnx", "-m:2", "-v", "q");
    }

    /// <summary>Runs the example of a package in a folder of its own.</summary>
    /// <returns>What it printed.</returns>
    public async Task<string> RunAsync(ReadmeExample example, CancellationToken cancellationToken)
    {
        var program = Path.Combine(path, example.Package, "bin", "Debug", "net10.0", "Example.dll");
        var folder = Directory.CreateDirectory(Path.Combine(path, example.Package, "run")).FullName;
        return (await DotnetCommand.RunAsync(folder, _environment, cancellationToken, program)).ReplaceLineEndings("\n").Trim();
    }

    [GeneratedRegex(@"^\s*\d+\.\s+(.+?) \[Enabled\]", RegexOptions.Multiline)]
    private static partial Regex EnabledSource();
}
