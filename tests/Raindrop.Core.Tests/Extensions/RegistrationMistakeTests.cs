using Raindrop.Extensions;
using Raindrop.Schemas;
using static Raindrop.Core.Tests.Extensions.TestExtension;
using static Raindrop.Core.Tests.Extensions.TestRegistry;

namespace Raindrop.Core.Tests.Extensions;

public sealed class RegistrationMistakeTests
{
    private static readonly SchemaDefinition[] Schemas = [Source("s"), Source("s2"), Derived("d"), Derived("d2"), Derived("d3")];

    [Fact]
    public void Every_mistake_is_named_at_once()
    {
        var build = () => new ExtensionRegistryBuilder()
            .AddSchema("s", 1, SchemaKind.Source)
            .AddSchema("s", 2, SchemaKind.Source)
            .AddSchema("Bad", 0, SchemaKind.Derived)
            .Add(Of("twice", ["s"], ["nowhere"]))
            .Add(Of("twice", ["s"], ["s"], version: 0))
            .Build();

        var mistakes = build.Should().Throw<ExtensionRegistrationException>().Which.Mistakes;
        mistakes.Should().HaveCount(8);
        mistakes.Should().Contain(m => m.Contains("s -> s "));
        mistakes.Should().Contain(m => m.Contains("'s'") && m.Contains("version 1") && m.Contains("version 2"));
        mistakes.Should().Contain(m => m.Contains("'Bad'") && m.Contains("name"));
        mistakes.Should().Contain(m => m.Contains("'Bad'") && m.Contains("version is 0"));
        mistakes.Should().Contain(m => m.Contains("'twice'") && m.Contains("more than once"));
        mistakes.Should().Contain(m => m.Contains("'nowhere'") && m.Contains("not registered"));
        mistakes.Should().Contain(m => m.Contains("'twice'") && m.Contains("version is 0"));
        mistakes.Should().Contain(m => m.Contains("source schema, which no extension may write"));
    }

    [Fact]
    public void The_message_holds_every_mistake()
    {
        var exception = new ExtensionRegistrationException(["first", "second"]);

        exception.Message.Should().Contain("2 mistakes").And.Contain("- first").And.Contain("- second");
    }

    [Theory]
    [InlineData("rd.trace")]
    [InlineData("rd.lease")]
    [InlineData("rd.ledger")]
    [InlineData("rd.ledger.anything")]
    public void Names_of_bookkeeping_are_reserved(string name)
    {
        MistakesOf([Source(name)]).Should().ContainSingle().Which.Should().Contain("reserved");
        MistakesOf(Schemas, Of(name, ["s"], ["d"])).Should().ContainSingle().Which.Should().Contain("reserved");
    }

    [Theory]
    [InlineData("@user", "the user's overrides")]
    [InlineData("Upper", "must consist of")]
    [InlineData("", "must consist of")]
    [InlineData("with:colon", "must consist of")]
    public void A_bad_extension_id_is_a_mistake(string id, string says) =>
        MistakesOf(Schemas, Of(id, ["s"], ["d"])).Should().ContainSingle().Which.Should().Contain(says);

    [Theory]
    [InlineData(-1)]
    [InlineData(101)]
    public void Confidence_is_0_to_100(int confidence) =>
        MistakesOf(Schemas, Of("e", ["s"], ["d"], confidence: confidence)).Should().ContainSingle().Which.Should().Contain("0 to 100");

    [Fact]
    public void An_extension_has_inputs_and_outputs() =>
        MistakesOf(Schemas, Of("e", [], [])).Should().HaveCount(2).And.Contain(m => m.Contains("no input")).And.Contain(m => m.Contains("no output"));

    [Fact]
    public void A_schema_is_declared_once_in_a_role() =>
        MistakesOf(Schemas, Of("e", ["s", "s"], ["d"], reads: ["s", "unknown"]))
            .Should().HaveCount(2).And.Contain(m => m.Contains("declared twice")).And.Contain(m => m.Contains("read schema 'unknown'"));

    [Fact]
    public void A_source_schema_allows_no_overrides() =>
        MistakesOf([Source("s") with { AllowsOverrides = true }]).Should().ContainSingle().Which.Should().Contain("overrides");

    [Fact]
    public void The_same_definition_given_twice_is_no_mistake() => MistakesOf([Source("s"), Source("s")]).Should().BeEmpty();

    [Fact]
    public void A_cycle_is_named()
    {
        var mistakes = MistakesOf(Schemas, Of("x", ["d2"], ["d"]), Of("y", ["s"], ["d2"], reads: ["d3"]), Of("z", ["d"], ["d3"]));

        mistakes.Should().ContainSingle().Which.Should().Contain("d -> d3 -> d2 -> d ");
    }

    [Fact]
    public void Separate_cycles_are_named_separately_and_a_schema_of_its_own_too() =>
        MistakesOf(Schemas, Of("x", ["d2"], ["d"]), Of("y", ["d"], ["d2"]), Of("z", ["s"], ["d3"], reads: ["d3"]))
            .Should().HaveCount(2).And.Contain(m => m.Contains("d -> d2 -> d ")).And.Contain(m => m.Contains("d3 -> d3 "));

    [Fact]
    public void A_group_takes_one_schema() =>
        MistakesOf(Schemas, Of("e", ["s", "s2"], ["d"], grouping: InputGrouping.WholeSchema)).Should().ContainSingle().Which.Should().Contain("one schema");

    [Fact]
    public void The_base_class_and_the_grouping_agree()
    {
        MistakesOf(Schemas, new Single(InputGrouping.FirstKeySegment)).Should().ContainSingle().Which.Should().Contain("GroupExtension<T>");
        MistakesOf(Schemas, new Group(InputGrouping.None)).Should().ContainSingle().Which.Should().Contain("declares no grouping");
        MistakesOf(Schemas, new Group(InputGrouping.FirstKeySegment)).Should().BeEmpty();
    }

    private static ExtensionDefinition Grouped(InputGrouping grouping) => new() { Id = "e", Version = 1, Inputs = ["s"], Outputs = ["d"], Grouping = grouping };

    private sealed class Single(InputGrouping grouping) : Extension<int>(Grouped(grouping), ExtensionTestJson.Default.Int32)
    {
        protected override ValueTask DeriveAsync(IDerivationContext context, int input, InputDocument document, CancellationToken cancellationToken) => default;
    }

    private sealed class Group(InputGrouping grouping) : GroupExtension<int>(Grouped(grouping), ExtensionTestJson.Default.Int32)
    {
        protected override ValueTask DeriveAsync(IDerivationContext context, string group, IAsyncEnumerable<GroupMember<int>> members, CancellationToken cancellationToken) => default;
    }
}
