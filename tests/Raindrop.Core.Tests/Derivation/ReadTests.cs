using System.Text;
using System.Text.Json;
using Raindrop.Core.Tests.Derivation.World;
using Raindrop.Core.Tests.Extensions;
using Raindrop.Extensions;
using Raindrop.Schemas;

namespace Raindrop.Core.Tests.Derivation;

/// <summary>Rule 6: what a derivation read, and what it looked for, is recorded, and wakes it again.</summary>
public sealed class ReadTests
{
    [Fact]
    public async Task What_a_derivation_reads_is_recorded_anew_even_where_its_output_stays_as_it_was()
    {
        var tenant = new TestTenant();
        await tenant.PutAsync("a", "one", target: "b");
        await tenant.RunAsync();
        await tenant.PutAsync("a", "one", target: "c");
        TestTenant.Of(await tenant.RunAsync(), "link").Should().BeEquivalentTo(new { Executed = 1L, Written = 0L, Unchanged = 1L });

        await tenant.PutAsync("c", "two");
        var result = await tenant.RunAsync();

        TestTenant.Of(result, "link").Executed.Should().Be(2, "a looked for c");
        (await tenant.StateAsync())["d.link:g/a:link"].Should().Contain("two");
        await tenant.PutAsync("b", "three");
        TestTenant.Of(await tenant.RunAsync(), "link").Executed.Should().Be(1, "a does not look for b any more");
    }

    [Fact]
    public async Task What_a_failed_run_read_wakes_it_and_so_does_what_its_last_good_run_read()
    {
        var tenant = new TestTenant();
        var runner = TestTenant.Runner(Strict());
        await tenant.PutAsync("a", "fine", target: "b");
        await tenant.PutAsync("b", "fine");
        await runner.RunOnceAsync(tenant.Database);

        await tenant.PutAsync("b", "fail");
        (await FailedAsync()).Should().Be(2, "b fails, and a because it reads b");
        await tenant.PutAsync("b", "fine again");
        (await FailedAsync()).Should().Be(0);
        await tenant.PutAsync("a", "fail", target: "b");
        (await FailedAsync()).Should().Be(1, "a fails before it reads b");
        await tenant.PutAsync("b", "changed");

        (await FailedAsync()).Should().Be(1, "a is tried again, since its output was made of b");

        async Task<long> FailedAsync() => (await runner.RunOnceAsync(tenant.Database)).Extensions.Single().Failed;
    }

    /// <summary>Fails on a note that says so, and then on one whose target says so.</summary>
    private static ExtensionRegistry Strict() => ExtensionRegistry.Create(
        [Notes.Note, new SchemaDefinition("d.strict", 1, SchemaKind.Derived)],
        [new TestExtension(new ExtensionDefinition { Id = "strict", Version = 1, Inputs = ["s.note"], Outputs = ["d.strict"], Reads = ["s.note"] }, async (context, input, token) =>
        {
            var note = JsonDocument.Parse(input.Document.Content).RootElement;
            Check(note);
            var target = note.GetProperty("ref").GetString()!;
            if (target.Length > 0 && await context.ReadAsync("s.note", target, token) is { } found) Check(JsonDocument.Parse(found.Content).RootElement);
            context.Emit("d.strict", input.Key, Encoding.UTF8.GetBytes($$"""{"ok":{{target.Length}}}"""));
        })]);

    private static void Check(JsonElement note)
    {
        if (note.GetProperty("text").GetString() == "fail") throw new DerivationException(DerivationFailure.InvalidInput, "It does not like this one.");
    }
}
