using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Raindrop.Derivation;
using Raindrop.Docs.Tests.Pages;
using Raindrop.Docs.Tests.Running;
using Raindrop.Docs.Tests.Snippets;
using Raindrop.Documents;
using Raindrop.Schemas;

namespace Raindrop.Docs.Tests;

/// <summary>Does what the page says, step by step, and compares what is printed.</summary>
public sealed class GettingStartedTests : IDisposable
{
    private static readonly IReadOnlyList<Fence> Fences = [.. Page.Open("docs/getting-started.md").Fences()];
    private readonly TemporaryFolder _folder = new();

    public GettingStartedTests()
    {
        Environment.SetEnvironmentVariable("NOTES_DATA", _folder.Path);
        Environment.SetEnvironmentVariable("IDENTIFIER_KEY", Convert.ToBase64String(new byte[32]));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_step_prints_what_the_page_says()
    {
        await ShouldPrintAsync("first", () => GettingStarted.FirstPassAsync(GettingStarted.Register()));
        await ShouldPrintAsync("again", () => GettingStarted.FirstPassAsync(GettingStarted.Register()));
        await WithAsync(GettingStarted.Register(), async (tenant, runner) =>
        {
            await ShouldPrintAsync("read", () => GettingStarted.ReadAsync(tenant));
            await ShouldPrintAsync("change", () => GettingStarted.ChangeAsync(tenant, runner));
        });
        await WithAsync(SecondVersion(), async (tenant, runner) =>
        {
            await ShouldPrintAsync("bump", async () => GettingStarted.Report(await runner.RunOnceAsync(tenant)));
            await ShouldPrintAsync("delete", () => GettingStarted.DeleteAsync(tenant, runner));
            await ShouldPrintAsync("explain", () => GettingStarted.ExplainAsync(tenant, runner));
        });
        await WithAsync(GettingStarted.Register(), async (tenant, runner) =>
            (await runner.RunOnceAsync(tenant)).Extensions.Should().ContainSingle().Which.State.Should().Be(ExtensionRunState.StandingBy));
    }

    [Fact]
    public void Every_output_on_the_page_is_compared() =>
        Fences.Where(fence => fence.Language == "text").Select(fence => fence.NameOf("output")).Should().Equal("first", "again", "read", "change", "bump", "delete", "explain");

    private static ServiceCollection SecondVersion()
    {
        var services = new ServiceCollection();
        Raindrop.Embedded.EmbeddedServices.AddEmbeddedStore(services, options => options.Folder = Environment.GetEnvironmentVariable("NOTES_DATA")!);
        services.AddRaindrop(raindrop => raindrop
            .Configure(options => options.IdentifierKey = Environment.GetEnvironmentVariable("IDENTIFIER_KEY"))
            .AddSchema(GettingStarted.noteSchema)
            .AddSchema("note.length", 1, SchemaKind.Derived)
            .AddExtension<SecondVersion.CountWords>());
        return services;
    }

    private static async Task WithAsync(ServiceCollection services, Func<IDocumentDatabase, IDerivationRunner, Task> run)
    {
        await using var provider = services.BuildServiceProvider();
        await run(provider.GetRequiredService<IDocumentServer>().GetDatabase("tenant-7f3a"), provider.GetRequiredService<IDerivationRunner>());
    }

    private static async Task ShouldPrintAsync(string name, Func<Task> run)
    {
        var expected = Fences.Single(fence => fence.NameOf("output") == name).Text;
        var pattern = $"^{Regex.Escape(expected).Replace(@"\.\.\.", "[^\"]+", StringComparison.Ordinal)}$";

        (await Console.CaptureAsync(run)).Should().MatchRegex(pattern);
    }
}
