using Raindrop.Gateway.Hostile.Running;
using Raindrop.Gateway.Hostile.Upstreams;

namespace Raindrop.Gateway.Tests.Hostile;

/// <summary>The same before Apache CouchDB: no answer holds a secret of another, and at the end nothing of another has changed.</summary>
[Collection(nameof(Floods))]
public sealed class HostileCouchDbTests(ITestOutputHelper output)
{
    private const int Seed = 7;
    private const int Sample = 4_000;
    private const int Connections = 12;

    [Fact]
    public async Task Nothing_of_another_tenant_is_answered_or_changed()
    {
        await using var upstream = await CouchUpstream.StartAsync();
        await using var stage = await HostileStage.StartAsync(upstream);
        var run = new HostileRun(stage, upstream, Seed, Connections);
        await run.RunAsync(0, Sample, TestContext.Current.CancellationToken);
        using var text = new StringWriter();
        run.Tally.Write(text);
        output.WriteLine(text.ToString());
        string.Join("\n\n", run.Tally.Violations).Should().BeEmpty();
        run.Tally.Requests.Should().Be(Sample);
        run.Tally.Probes.Should().BeGreaterThan(Sample / 8, "most connections go on after hostile requests");
    }
}
