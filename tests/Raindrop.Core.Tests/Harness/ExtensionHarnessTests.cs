using System.Text;
using Raindrop.Core.Tests.Extensions;
using Raindrop.Documents;
using Raindrop.Extensions;
using Raindrop.Schemas;
using Raindrop.Testing;

namespace Raindrop.Core.Tests.Harness;

public sealed class ExtensionHarnessTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_shows_what_was_emitted()
    {
        var run = await new ExtensionHarness(Extension((context, input, _) =>
        {
            context.Emit("d", input.Key, input.Document.Content.Span).Attach("a", "text/plain", "bytes"u8.ToArray());
            return default;
        })).WithSchema(TestRegistry.Derived("d", 4)).GivenSource("s", "k", """{"n":1}""").RunAsync(Token);

        var document = run.OnlyDocument();
        document.Json.Should().Be("""{"n":1}""");
        document.Id.Should().Be("d:k:e");
        Encoding.UTF8.GetString(document.Attachments["a"].Data!.Value.Span).Should().Be("bytes");
        Encoding.UTF8.GetString(document.Stored.Content.Span).Should().StartWith("""{"rd_schema":"d","rd_schema_version":4,"rd_key":"k","rd_ext":"e","rd_ext_version":1,"rd_source":{"id":"s:k","rev":"1-harness"},"rd_digest":""");
        run.Document("d", "k").Should().BeSameAs(document);
        run.Failure.Should().BeNull();
        run.Input.Should().Be("s:k");
        run.Cost.BytesRead.Should().Be(7);
        run.Cost.BytesEmitted.Should().Be(12);
        run.Cost.AllocatedBytes.Should().BePositive();
        run.Cost.Elapsed.Should().BePositive();
    }

    [Fact]
    public async Task It_shows_what_was_read_also_where_nothing_was()
    {
        var run = await new ExtensionHarness(Extension(
            async (context, _, token) =>
            {
                (await context.ReadAsync("d.r", "there", token))!.Read(ExtensionTestJson.Default.DictionaryStringInt32).Should().Equal(new Dictionary<string, int> { ["a"] = 3, ["b"] = 1 });
                (await context.ReadAsync("d.r", "absent", token)).Should().BeNull();
                (await context.ReadGroupAsync("d.r", "g", token)).Select(member => member.Key).Should().Equal("g/1", "g/2");
                (await context.ReadGroupAsync("d.r", "none", token)).Should().BeEmpty();
            },
            reads: ["d.r"]))
            .GivenSource("s", "k", "{}")
            .GivenDerived("d.r", "there", """{"a":1,"b":1}""", "low", 10)
            .GivenDerived("d.r", "there", """{"a":2}""", "high", 90)
            .GivenOverride("d.r", "there", """{"a":3}""")
            .GivenDerived("d.r", "g/2", "{}").GivenDerived("d.r", "g/1", "{}").GivenDerived("d.r", "g2/1", "{}")
            .RunAsync(Token);

        run.EnsureSucceeded().Reads.Should().Equal(
            new HarnessRead("d.r", "there", false, 1), new HarnessRead("d.r", "absent", false, 0), new HarnessRead("d.r", "g", true, 2), new HarnessRead("d.r", "none", true, 0));
        run.Cost.Reads.Should().Be(4);
        run.Documents.Should().BeEmpty();
    }

    [Fact]
    public async Task An_undeclared_schema_is_a_failure_whether_read_or_emitted()
    {
        (await Run((context, _, token) => new ValueTask(context.ReadAsync("other", "k", token).AsTask()))).Failure.Should().Be(DerivationFailure.UndeclaredSchema);
        (await Run((context, _, token) => new ValueTask(context.ReadGroupAsync("s", "k", token).AsTask()))).Failure.Should().Be(DerivationFailure.UndeclaredSchema);
        (await Run((context, _, _) =>
        {
            context.Emit("d", "k", "{}"u8);
            context.Emit("d", "k", "{}"u8);
            return default;
        })).Should().Match<ExtensionRun>(run => run.Failure == DerivationFailure.DuplicateOutput && run.Documents.Count == 0);
    }

    [Fact]
    public async Task An_exception_of_the_extension_is_a_failure_that_can_be_thrown_on()
    {
        var run = await Run((_, _, _) => throw new FormatException("boom"));

        run.Failure.Should().Be(DerivationFailure.ExtensionFailed);
        run.Invoking(r => r.EnsureSucceeded()).Should().Throw<FormatException>();
        run.Invoking(r => r.OnlyDocument()).Should().Throw<FormatException>();
    }

    [Fact]
    public async Task Cancelling_is_no_failure_but_ends_the_run()
    {
        using var source = new CancellationTokenSource();
        var run = () => new ExtensionHarness(Extension(async (_, _, token) =>
        {
            await source.CancelAsync();
            token.ThrowIfCancellationRequested();
        })).GivenSource("s", "k", "{}").RunAsync(source.Token);

        await run.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Attachments_are_read_from_the_document_that_has_them()
    {
        var run = await new ExtensionHarness(Extension(
            async (context, input, token) =>
            {
                Encoding.UTF8.GetString((await context.ReadAttachmentAsync(input.Document, "raw", token)).Span).Should().Be("mail");
                var read = await context.ReadAsync("d.r", "k", token);
                Encoding.UTF8.GetString((await context.ReadAttachmentAsync(read!, "x", token)).Span).Should().Be("high");
                await context.ReadAttachmentAsync(input.Document, "missing", token);
            },
            reads: ["d.r"]))
            .GivenSource("s", "k", "{}").WithAttachment("raw", "message/rfc822", "mail"u8.ToArray())
            .GivenDerived("d.r", "k", "{}", "low", 1).WithAttachment("x", "text/plain", "low"u8.ToArray())
            .GivenDerived("d.r", "k", "{}", "high", 2).WithAttachment("x", "text/plain", "high"u8.ToArray())
            .RunAsync(Token);

        run.Failure.Should().Be(DerivationFailure.MissingAttachment);
        run.Cost.BytesRead.Should().Be(2 + 4 + 2 + 4);
    }

    [Theory]
    [InlineData(InputGrouping.FirstKeySegment, "g", "g/1 g/2")]
    [InlineData(InputGrouping.WholeSchema, "", "alone g/1 g/2 h/1")]
    public async Task A_group_is_streamed_in_the_order_of_its_keys(InputGrouping grouping, string group, string members)
    {
        var run = await new ExtensionHarness(Extension(
            async (context, input, token) =>
            {
                var keys = new List<string>();
                await foreach (var member in input.Members.WithCancellation(token)) keys.Add(member.Key);
                context.Emit("d", "all", Encoding.UTF8.GetBytes($$"""{"keys":"{{string.Join(' ', keys)}}"}"""));
            },
            grouping: grouping))
            .GivenSource("s", "g/2", "{}").GivenSource("s", "alone", "{}").GivenSource("s", "h/1", "{}").GivenSource("s", "g/1", "{}")
            .RunAsync("s", group, Token);

        run.OnlyDocument().Json.Should().Be($$"""{"keys":"{{members}}"}""");
        Encoding.UTF8.GetString(run.OnlyDocument().Stored.Content.Span).Should().Contain($"\"rd_source\":{{\"id\":\"s:{group}\"}}");
    }

    [Fact]
    public async Task The_input_must_be_clear()
    {
        var harness = new ExtensionHarness(Extension((_, _, _) => default));
        await harness.Awaiting(h => h.RunAsync(Token)).Should().ThrowAsync<InvalidOperationException>();
        harness.GivenSource("s", "1", "{}").GivenSource("s", "2", "{}");

        await harness.Awaiting(h => h.RunAsync(Token)).Should().ThrowAsync<InvalidOperationException>();
        await harness.Awaiting(h => h.RunAsync("s", "3", Token)).Should().ThrowAsync<InvalidOperationException>();
        (await harness.RunAllAsync(Token)).Select(run => run.Input).Should().Equal("s:1", "s:2");
    }

    [Fact]
    public async Task What_one_run_emitted_can_be_given_to_another()
    {
        var first = await Run((context, _, _) =>
        {
            context.Emit("d", "k", """{"n":7}"""u8);
            return default;
        });
        var second = await new ExtensionHarness(TestExtension.Of("next", ["d"], ["d2"])).Given(first.OnlyDocument().Stored).RunAsync(Token);

        second.Input.Should().Be("d:k");
        second.Cost.BytesRead.Should().Be(7);
    }

    [Fact]
    public async Task An_identifier_is_hashed_the_same_way_each_time()
    {
        var run = await Run((context, _, _) =>
        {
            context.Emit("d", context.HashIdentifier("a@example.org"), "{}"u8);
            return default;
        });

        run.OnlyDocument().Key.Should().Be(new IdentifierHasher(new byte[32]).Hash("a@example.org"));
    }

    [Fact]
    public void What_is_given_must_be_valid()
    {
        var harness = new ExtensionHarness(Extension((_, _, _) => default));

        harness.Invoking(h => h.GivenSource("s", ":", "{}")).Should().Throw<ArgumentException>();
        harness.Invoking(h => h.GivenDerived("d", "k", "[]")).Should().Throw<ArgumentException>();
        harness.Invoking(h => h.GivenDerived("d", ":", "{}")).Should().Throw<ArgumentException>();
        harness.Invoking(h => h.WithAttachment("a", "b", default)).Should().Throw<InvalidOperationException>();
        harness.Invoking(h => h.Given(new Document { Id = "nonsense" })).Should().Throw<ArgumentException>();
        harness.GivenDerived("d", "k", "{}", "w", 1).Invoking(h => h.GivenDerived("d", "k2", "{}", "w", 2)).Should().Throw<ArgumentException>();
    }

    private static Task<ExtensionRun> Run(Func<IDerivationContext, DerivationInput, CancellationToken, ValueTask> run) =>
        new ExtensionHarness(Extension(run)).GivenSource("s", "k", "{}").RunAsync(Token);

    private static TestExtension Extension(
        Func<IDerivationContext, DerivationInput, CancellationToken, ValueTask> run, string[]? reads = null, InputGrouping grouping = InputGrouping.None) =>
        new(new ExtensionDefinition { Id = "e", Version = 1, Inputs = ["s"], Outputs = ["d"], Reads = reads ?? [], Grouping = grouping }, run);
}
