using CsCheck;
using Raindrop.Extensions;
using Raindrop.Schemas;
using static Raindrop.Core.Tests.Extensions.TestExtension;
using static Raindrop.Core.Tests.Extensions.TestRegistry;

namespace Raindrop.Core.Tests.Extensions;

public sealed class ExtensionRegistryTests
{
    [Fact]
    public void Extensions_stand_behind_those_whose_outputs_they_take_or_read()
    {
        var registry = TestRegistry.Of(
            Of("summary", ["d.body"], ["d.summary"], reads: ["d.tag"]),
            Of("tag", ["d.body"], ["d.tag"]),
            Of("body", ["s.mail"], ["d.body"]),
            Of("headers", ["s.mail"], ["d.headers"]));

        registry.Extensions.Select(extension => extension.Definition.Id).Should().Equal("body", "headers", "tag", "summary");
        registry.Nodes.Select(node => node.Level).Should().Equal(0, 0, 1, 2);
        registry.LevelOf("summary").Should().Be(2);
        registry.Find("nobody").Should().BeNull();
        registry.Invoking(r => r.LevelOf("nobody")).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_derived_schema_that_nobody_writes_holds_nobody_back() =>
        TestRegistry.Of(Of("reader", ["d.orphan"], ["d.out"])).LevelOf("reader").Should().Be(0);

    [Fact]
    public void Writers_come_by_confidence_and_then_by_id()
    {
        var registry = TestRegistry.Of(
            Of("b", ["s"], ["d"]), Of("a", ["s"], ["d"]), Of("weak", ["s"], ["d"], confidence: 0), Of("strong", ["s"], ["d"], confidence: 100));

        registry.WritersOf("d").Select(writer => writer.Definition.Id).Should().Equal("strong", "a", "b", "weak");
        registry.WritersOf("s").Should().BeEmpty();
        registry.ConsumersOf("s").Select(node => node.Id).Should().Equal("a", "b", "strong", "weak");
        registry.ConfidenceOf(DocumentKey.OverrideWriter).Should().BeGreaterThan(registry.ConfidenceOf("strong"));
        registry.ConfidenceOf("weak").Should().BeGreaterThan(registry.ConfidenceOf("removed"));
        registry.IsDerived("d").Should().BeTrue();
        registry.IsDerived("s").Should().BeFalse();
        registry.IsDerived("unknown").Should().BeFalse();
    }

    [Fact]
    public void Levels_respect_every_edge_whatever_the_order_of_registration() =>
        Gen.Select(Gen.Int[0, 9].Array[0, 3], Gen.Int[0, 9].Array[0, 3]).Array[1, 10].Select(Gen.Int[0, 999]).Sample((edges, seed) =>
        {
            // Extension i writes schema d{i} and takes only schemas of smaller numbers, so that there is no cycle.
            var extensions = edges.Select((edge, i) => Of(
                $"e{i}",
                edge.Item1.Where(j => j < i).Select(j => $"d{j}").Append("s").Distinct().ToArray(),
                [$"d{i}"],
                edge.Item2.Where(j => j < i).Select(j => $"d{j}").Distinct().ToArray())).ToArray();
            new Random(seed).Shuffle(extensions);
            var registry = TestRegistry.Of(extensions);
            foreach (var node in registry.Nodes)
            {
                var below = node.Definition.Inputs.Concat(node.Definition.Reads).SelectMany(registry.WritersOf).Select(writer => registry.LevelOf(writer.Definition.Id)).ToArray();
                node.Level.Should().Be(below.Length == 0 ? 0 : below.Max() + 1);
            }

            registry.Nodes.Should().BeInAscendingOrder(node => node.Level);
        }, iter: 200);

    [Fact]
    public void A_long_chain_is_placed_without_recursion()
    {
        var chain = Enumerable.Range(0, 5000).Select(i => Of($"e{i}", [i == 0 ? "s" : $"d{i - 1}"], [$"d{i}"])).Reverse().ToArray();

        TestRegistry.Of(chain).LevelOf("e4999").Should().Be(4999);
    }

    [Fact]
    public void The_settings_digest_changes_with_whatever_changes_outputs_but_not_with_the_version()
    {
        static string Digest(TestExtension extension, int outputVersion = 1) =>
            ExtensionRegistry.Create([Source("s"), Source("s2"), Derived("d", outputVersion), Derived("d2")], [extension]).Nodes[0].SettingsDigest;

        var digest = Digest(Of("e", ["s", "s2"], ["d"]));
        digest.Should().HaveLength(12);
        Digest(Of("e", ["s2", "s"], ["d"], version: 9)).Should().Be(digest);
        string[] others =
        [
            Digest(Of("e", ["s", "s2"], ["d"], settings: "")),
            Digest(Of("e", ["s", "s2"], ["d"], settings: "x")),
            Digest(Of("e", ["s"], ["d"])),
            Digest(Of("e", ["s"], ["d"], reads: ["s2"])),
            Digest(Of("e", ["s"], ["d"], grouping: InputGrouping.FirstKeySegment)),
            Digest(Of("e", ["s", "s2"], ["d", "d2"])),
            Digest(Of("e", ["s", "s2"], ["d"], confidence: 51)),
            Digest(Of("e", ["s", "s2"], ["d"]), outputVersion: 2),
        ];
        others.Append(digest).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void A_registry_that_someone_else_made_is_checked_and_taken_over()
    {
        var registry = TestRegistry.Of(Of("a", ["s"], ["d"]));

        ExtensionRegistry.From(registry).Should().BeSameAs(registry);
    }
}
