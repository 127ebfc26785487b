using System.Diagnostics.CodeAnalysis;
using Raindrop.Extensions;
using Raindrop.Schemas;

namespace Raindrop.Core.Tests.Extensions;

[SuppressMessage("Trimming", "IL2026", Justification = "Tests are not trimmed.")]
public sealed class ExtensionRegistryBuilderTests
{
    [Fact]
    public void It_builds_what_was_added()
    {
        var registry = new ExtensionRegistryBuilder().AddSchema("s", 1, SchemaKind.Source).AddSchema("d", 1, SchemaKind.Derived).Add<Named>().Build();

        registry.Extensions.Should().ContainSingle().Which.Should().BeOfType<Named>();
        registry.TryGet("named", out var extension).Should().BeTrue();
        extension.Should().BeSameAs(registry.Extensions[0]);
        registry.TryGet("unnamed", out _).Should().BeFalse();
        registry.Schemas["d"].Kind.Should().Be(SchemaKind.Derived);
    }

    [Fact]
    public void An_assembly_adds_what_can_be_created_and_was_not_added_before()
    {
        var instance = new Named();
        var builder = new ExtensionRegistryBuilder().AddSchema("s", 1, SchemaKind.Source).AddSchema("d", 1, SchemaKind.Derived).Add(instance);
        IExtensionRegistry? registry = null;
        var mistakes = Array.Empty<string>();
        try
        {
            registry = builder.AddAssembly(typeof(Named).Assembly).Build();
        }
        catch (ExtensionRegistrationException e)
        {
            mistakes = [.. e.Mistakes];
        }

        // Other extensions of this assembly need schemas of their own; this one must not be there twice.
        mistakes.Should().NotContain(mistake => mistake.Contains("'named'"));
        registry?.WritersOf("d").Should().Contain(instance);
    }

    public sealed class Named : IExtension
    {
        public ExtensionDefinition Definition { get; } = new() { Id = "named", Version = 1, Inputs = ["s"], Outputs = ["d"] };

        public ValueTask DeriveAsync(IDerivationContext context, DerivationInput input, CancellationToken cancellationToken) => default;
    }
}
