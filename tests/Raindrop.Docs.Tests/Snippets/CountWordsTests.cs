using Raindrop.Testing;

namespace Raindrop.Docs.Tests.Snippets;

public sealed class CountWordsTests
{
    [Fact]
    public async Task It_counts_words()
    {
        var harness = new ExtensionHarness(new CountWords()).GivenSource("note", "monday", """{"text":"buy milk"}""");

        var run = await harness.RunAsync();

        run.OnlyDocument().Json.Should().Be("""{"words":2}""");
    }

    [Fact]
    public async Task It_is_deterministic()
    {
        var harness = new ExtensionHarness(new CountWords()).GivenSource("note", "monday", """{"text":"buy milk"}""");

        (await harness.CheckDeterminismAsync()).IsDeterministic.Should().BeTrue();
    }

    [Fact]
    public async Task A_note_without_text_fails()
    {
        var run = await new ExtensionHarness(new CountWords()).GivenSource("note", "monday", """{"text":7}""").RunAsync();

        run.Failure.Should().Be(Raindrop.Extensions.DerivationFailure.InvalidInput);
    }
}
