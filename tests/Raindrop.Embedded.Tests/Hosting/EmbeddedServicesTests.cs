using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Raindrop.Documents;
using Raindrop.Embedded.Tests.Documents;

namespace Raindrop.Embedded.Tests.Hosting;

public sealed class EmbeddedServicesTests
{
    [Fact]
    public async Task A_host_gets_the_store_as_its_document_server_and_closes_it()
    {
        using var folder = new TestFolder();
        var services = new ServiceCollection();
        services.AddEmbeddedStore(options => options.Folder = Path.Combine(folder.Path, "made", "for", "it"));
        IDocumentServer server;
        await using (var provider = services.BuildServiceProvider())
        {
            server = provider.GetRequiredService<IDocumentServer>();
            server.Should().BeSameAs(provider.GetRequiredService<EmbeddedServer>());
            (await server.GetInfoAsync()).Product.Should().Be("SQLite");
            await server.CreateDatabaseAsync("notes");
            await server.GetDatabase("notes").PutAsync(Docs.Of("a"));
        }

        var late = () => server.GetDatabase("notes").GetRevisionAsync("a").AsTask();
        await late.Should().ThrowAsync<ObjectDisposedException>();
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(Path.Combine(folder.Path, "made", "for", "it")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public void Every_mistake_in_the_options_is_named_at_once()
    {
        var services = new ServiceCollection();
        services.AddEmbeddedStore(options => (options.LargestDocument, options.LockTimeout) = (0, TimeSpan.FromSeconds(-1)));
        using var provider = services.BuildServiceProvider();

        var start = () => provider.GetRequiredService<IStartupValidator>().Validate();

        start.Should().Throw<OptionsValidationException>().Which.Failures.Should().HaveCount(3).And.ContainSingle(mistake => mistake.Contains("EmbeddedOptions.Folder"));
        var create = () => new EmbeddedServer(new EmbeddedOptions());
        create.Should().Throw<ArgumentException>().WithMessage("*EmbeddedOptions.Folder*");
    }
}
