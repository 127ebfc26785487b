using System.Text;
using System.Text.RegularExpressions;

namespace Raindrop.Packaging.Tests;

/// <summary>The example in a package's readme: its first block of C#, and what it prints where a block of text comes after it.</summary>
internal sealed partial record ReadmeExample(string Package, string Code, string? Output)
{
    /// <summary>Whether it is a program: it has statements outside of any type.</summary>
    public bool IsProgram => Statement().IsMatch(Code);

    public static ReadmeExample Of(LibraryPackage package)
    {
        var readme = Encoding.UTF8.GetString(package.Files["README.md"]);
        var code = CodeBlock().Match(readme);
        code.Success.Should().BeTrue("the readme of {0} shows its reader a first step", package.Name);
        var output = OutputBlock().Match(readme, code.Index + code.Length);
        return new ReadmeExample(package.Name, code.Groups[1].Value, output.Success ? output.Groups[1].Value.Trim() : null);
    }

    [GeneratedRegex(@"^```csharp\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("^(var|await) ", RegexOptions.Multiline)]
    private static partial Regex Statement();

    [GeneratedRegex(@"^```text\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex OutputBlock();
}
