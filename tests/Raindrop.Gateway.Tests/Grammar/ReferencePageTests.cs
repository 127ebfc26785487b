namespace Raindrop.Gateway.Tests.Grammar;

public sealed class ReferencePageTests
{
    /// <summary>Set to 1, the test writes the page instead of comparing it.</summary>
    private const string WriteSwitch = "RAINDROP_WRITE_DOCS";

    private static readonly string Path = System.IO.Path.Combine(FindRepository(), "docs", "gateway", "grammar.md");

    [Fact]
    public void The_reference_says_what_the_code_does()
    {
        var written = File.ReadAllText(Path);
        var made = ReferencePage.Fill(written);
        if (Environment.GetEnvironmentVariable(WriteSwitch) == "1") File.WriteAllText(Path, made);

        File.ReadAllText(Path).Should().Be(made, "the page is made from the code: run this test with {0}=1 and look at what changed", WriteSwitch);
    }

    [Fact]
    public void Every_table_is_on_the_page()
    {
        var page = File.ReadAllText(Path);

        foreach (var name in ReferencePage.Tables.Keys) page.Should().Contain($"<!-- table: {name} -->\n");
        page.Split("<!-- end -->").Should().HaveCount(ReferencePage.Tables.Count + 1);
    }

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Raindrop.Core.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException("The tests run outside the repository: build and run them in a checkout.");
    }
}
