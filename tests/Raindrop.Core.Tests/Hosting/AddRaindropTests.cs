using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Raindrop.Core.Tests.Extensions;
using Raindrop.Documents;
using Raindrop.Extensions;
using Raindrop.Hosting;
using Raindrop.Schemas;

namespace Raindrop.Core.Tests.Hosting;

public sealed class AddRaindropTests
{
    private static readonly string Key = Convert.ToBase64String(new byte[32]);

    [Fact]
    public async Task A_host_starts_with_what_was_added()
    {
        using var host = HostWith(builder => builder
            .Configure(options => options.IdentifierKey = Key)
            .AddSchema("s", 1, SchemaKind.Source)
            .AddSchema(TestRegistry.Derived("d"))
            .AddExtension<Registered>()
            .AddExtension<Registered>()
            .AddExtension(TestExtension.Of("instance", ["d"], ["d2"]))
            .AddSchema(TestRegistry.Derived("d2")));
        await host.StartAsync(TestContext.Current.CancellationToken);

        var registry = host.Services.GetRequiredService<IExtensionRegistry>();
        registry.Extensions.Select(extension => extension.Definition.Id).Should().Equal("registered", "instance");
        host.Services.GetRequiredService<ExtensionRegistry>().Should().BeSameAs(registry);
        host.Services.GetRequiredService<IdentifierHasher>().Hash("a").Should().Be(new IdentifierHasher(new byte[32]).Hash("a"));
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_host_does_not_start_while_extensions_do_not_fit_together()
    {
        using var host = HostWith(builder => builder
            .Configure(options => options.IdentifierKey = Key)
            .AddExtension(TestExtension.Of("Bad", [], ["nowhere"])));
        var start = () => host.StartAsync(TestContext.Current.CancellationToken);

        (await start.Should().ThrowAsync<ExtensionRegistrationException>()).Which.Mistakes.Should().HaveCount(3);
    }

    [Theory]
    [InlineData("not base 64!", "not base 64")]
    [InlineData("c2VjcmV0c2VjcmV0", "12 bytes")]
    public async Task A_host_does_not_start_with_a_bad_key_and_does_not_say_it(string key, string says)
    {
        using var host = HostWith(builder => builder.Configure(options => options.IdentifierKey = key));
        var start = () => host.StartAsync(TestContext.Current.CancellationToken);

        (await start.Should().ThrowAsync<OptionsValidationException>()).Which.ToString().Should().Contain(says).And.NotContain(key);
    }

    [Fact]
    public async Task A_host_with_extensions_does_not_start_without_a_key()
    {
        using var host = HostWith(builder => builder.AddSchema("s", 1, SchemaKind.Source).AddSchema("d", 1, SchemaKind.Derived).AddExtension<Registered>());
        var start = () => host.StartAsync(TestContext.Current.CancellationToken);

        (await start.Should().ThrowAsync<OptionsValidationException>()).Which.Message.Should().Contain("IdentifierKey is not set").And.Contain("openssl");
    }

    [Fact]
    public async Task A_host_does_not_start_while_an_extension_lacks_a_service_and_names_both()
    {
        using var host = HostWith(builder => builder
            .Configure(options => options.IdentifierKey = Key)
            .AddSchema("s", 1, SchemaKind.Source)
            .AddSchema("d", 1, SchemaKind.Derived)
            .AddExtension<Demanding>());
        var start = () => host.StartAsync(TestContext.Current.CancellationToken);

        (await start.Should().ThrowAsync<InvalidOperationException>()).WithMessage($"*{nameof(IFormatProvider)}*{nameof(Demanding)}*");
    }

    [Fact]
    public async Task A_host_does_not_start_with_options_of_derivation_out_of_their_range_and_names_each()
    {
        using var host = HostWith(builder => builder.ConfigureDerivation(options => (options.MaxAttempts, options.PausedDelay, options.MinBatchSize) = (0, TimeSpan.Zero, 501)));
        var start = () => host.StartAsync(TestContext.Current.CancellationToken);

        (await start.Should().ThrowAsync<OptionsValidationException>()).Which.Failures.Should().HaveCount(3)
            .And.Contain(failure => failure.Contains("MaxAttempts")).And.Contain(failure => failure.Contains("PausedDelay")).And.Contain(failure => failure.Contains("MinBatchSize must not be greater"));
    }

    [Fact]
    public void Without_a_host_the_first_who_asks_is_told_what_is_missing()
    {
        using var provider = new ServiceCollection().AddRaindrop(builder => builder.AddExtension<Registered>()).Services.BuildServiceProvider();
        var asking = provider.GetRequiredService<Raindrop.Derivation.IDerivationRunner>;

        asking.Should().Throw<ExtensionRegistrationException>().Which.Mistakes.Should().HaveCount(2).And.OnlyContain(mistake => mistake.Contains("unknown") || mistake.Contains("schema"));
    }

    [Fact]
    public async Task A_host_without_extensions_needs_no_key()
    {
        using var host = HostWith(_ => { });
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void It_may_be_added_more_than_once()
    {
        var services = new ServiceCollection();
        services.AddRaindrop(builder => builder.AddSchema("s", 1, SchemaKind.Source));
        var count = services.Count;
        services.AddRaindrop(builder => builder.AddSchema("s", 1, SchemaKind.Source).AddSchema("d", 1, SchemaKind.Derived).AddExtension<Registered>());

        using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<IExtensionRegistry>().Schemas.Keys.Should().BeEquivalentTo("s", "d");
        provider.GetServices<IHostedService>().Should().ContainSingle();
        count.Should().BePositive();
    }

    [Fact]
    public void A_registry_of_the_hosts_own_replaces_ours_and_is_used_by_all_parts()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IExtensionRegistry>(new OwnRegistry());
        services.AddRaindrop();

        using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<IExtensionRegistry>().Should().BeOfType<OwnRegistry>();
        provider.GetRequiredService<ExtensionRegistry>().Find("registered").Should().NotBeNull();
    }

    [Fact]
    [SuppressMessage("Trimming", "IL2026", Justification = "Tests are not trimmed.")]
    public void Extensions_of_an_assembly_are_found()
    {
        var services = new ServiceCollection();
        services.AddRaindrop(builder => builder.AddExtensionsFrom(typeof(Raindrop.Core.Tests.Hosting.AddRaindropTests).Assembly).AddExtension<Registered>());

        services.Where(service => service.ServiceType == typeof(IExtension)).Select(service => service.ImplementationType)
            .Should().Contain(typeof(Registered)).And.OnlyHaveUniqueItems();
    }

    private static IHost HostWith(Action<IRaindropBuilder> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddRaindrop(configure);
        return builder.Build();
    }

    public sealed class Registered : IExtension
    {
        public ExtensionDefinition Definition { get; } = new() { Id = "registered", Version = 1, Inputs = ["s"], Outputs = ["d"] };

        public ValueTask DeriveAsync(IDerivationContext context, DerivationInput input, CancellationToken cancellationToken) => default;
    }

    private sealed class Demanding(IFormatProvider format) : IExtension
    {
        public ExtensionDefinition Definition { get; } = new() { Id = "demanding", Version = 1, Inputs = ["s"], Outputs = ["d"], Settings = format.ToString() };

        public ValueTask DeriveAsync(IDerivationContext context, DerivationInput input, CancellationToken cancellationToken) => default;
    }

    private sealed class OwnRegistry : IExtensionRegistry
    {
        public IReadOnlyDictionary<string, SchemaDefinition> Schemas { get; } =
            new Dictionary<string, SchemaDefinition> { ["s"] = TestRegistry.Source("s"), ["d"] = TestRegistry.Derived("d") };

        public IReadOnlyList<IExtension> Extensions { get; } = [new Registered()];

        public bool TryGet(string id, [NotNullWhen(true)] out IExtension? extension) => (extension = Extensions.FirstOrDefault(e => e.Definition.Id == id)) is not null;

        public int LevelOf(string id) => 0;

        public IReadOnlyList<IExtension> WritersOf(string schema) => Extensions;
    }
}
