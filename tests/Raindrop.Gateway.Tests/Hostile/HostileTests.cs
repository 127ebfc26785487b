using Raindrop.Gateway.Hostile.Casting;
using Raindrop.Gateway.Hostile.Requests;
using Raindrop.Gateway.Hostile.Running;
using Raindrop.Gateway.Hostile.Upstreams;

namespace Raindrop.Gateway.Tests.Hostile;

/// <summary>
/// Whatever bytes a tenant sends, it gets nothing of another, and a server behind the gateway is asked for nothing but the tenant's own database in well-formed
/// requests. That server would answer anything: nothing but the gateway stands between.
/// </summary>
[Collection(nameof(Floods))]
public sealed class HostileTests(ITestOutputHelper output)
{
    private const int Seed = 20_26;
    private const int Sample = 6_000;
    private const int Connections = 12;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_hostile_request_reaches_another_database_or_anything_but_its_own_in_good_order()
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var stage = await HostileStage.StartAsync(upstream);
        var run = new HostileRun(stage, upstream, Seed, Connections);
        await run.RunAsync(0, Sample, Stop);
        Write(run.Tally);
        string.Join("\n\n", run.Tally.Violations).Should().BeEmpty();
        run.Tally.Requests.Should().Be(Sample);
        run.Tally.Probes.Should().BeGreaterThan(Sample / 8, "most connections go on after hostile requests");
        upstream.Requests.Should().BeGreaterThan(run.Tally.Probes, "some hostile requests are the tenant's right");
        run.Tally.Counts.Keys.Should().NotContain(key => key.Answer.StartsWith('5') && key.Answer != "501" && key.Answer != "503" && key.Answer != "505");
        run.Tally.Unavailable.Should().BeLessThan(Sample / 4, "a machine is not always too busy");
    }

    [Fact]
    public async Task A_gateway_that_judges_another_reading_of_the_path_than_it_sends_on_is_found_out()
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var stage = await HostileStage.StartAsync(upstream, NaiveGateway.Map);
        var run = new HostileRun(stage, upstream, Seed, Connections);
        await run.RunAsync(0, Sample / 2, Stop);
        run.Tally.Faults.Keys.Should().Contain(["another's secret", "a header that must not leave", "no security headers", "upstream: a target that is not canonical", "upstream: the header Cookie"]);
    }

    [Fact]
    public void The_same_seed_makes_the_same_requests_of_every_kind()
    {
        var (cast, cookies) = (new Cast(), new Cookies(["session=a", "session=b"], ["session=bad"]));
        var one = new RequestGenerator(1, cast, cookies);
        var again = new RequestGenerator(1, cast, cookies);
        var other = new RequestGenerator(2, cast, cookies);
        var requests = Enumerable.Range(0, 500).Select(number => one.Create(number, number % 2)).ToArray();
        requests.Select(request => Convert.ToHexString(request.Bytes)).Should().Equal(Enumerable.Range(0, 500).Select(number => Convert.ToHexString(again.Create(number, number % 2).Bytes)));
        requests.Select(request => request.Kind).Distinct().Should().BeEquivalentTo(Enum.GetValues<HostileKind>());
        requests.Select(request => Convert.ToHexString(request.Bytes)).Distinct().Count().Should().BeGreaterThan(450);
        requests.Zip(Enumerable.Range(0, 500).Select(number => other.Create(number, number % 2))).Count(pair => pair.First.Bytes.AsSpan().SequenceEqual(pair.Second.Bytes)).Should().BeLessThan(25);
    }

    private void Write(Tally tally)
    {
        using var text = new StringWriter();
        tally.Write(text);
        output.WriteLine(text.ToString());
    }
}
