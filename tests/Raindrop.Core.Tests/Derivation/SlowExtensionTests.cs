using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Core.Tests.Derivation.World;
using Raindrop.Core.Tests.Extensions;
using Raindrop.Derivation;
using Raindrop.Derivation.Following;
using Raindrop.Documents;
using Raindrop.Extensions;
using Raindrop.Schemas;

namespace Raindrop.Core.Tests.Derivation;

/// <summary>Traces of several batches are stored together, but what took long is not kept waiting: a kill would cost it.</summary>
public sealed class SlowExtensionTests
{
    private const int Documents = 6;
    private readonly FakeTimeProvider _time = new();
    private readonly TestTenant _tenant = new();
    private int _runs;

    [Theory]
    [InlineData(0.1, Documents)]
    [InlineData(3, 1)]
    public async Task A_pass_that_is_killed_leaves_to_the_next_what_had_been_begun_within_seconds(double secondsEach, int runsAgain)
    {
        for (var i = 0; i < Documents; i++) await _tenant.PutAsync($"{i}", "some words");
        using var kill = new CancellationTokenSource();
        var killed = () => RunAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(secondsEach));
            if (++_runs == Documents) kill.Cancel();
        }, kill.Token);
        await killed.Should().ThrowAsync<OperationCanceledException>();
        _runs = 0;

        var result = await RunAsync(() => _runs++, CancellationToken.None);

        _runs.Should().Be(runsAgain);
        result.IsCaughtUp.Should().BeTrue();
    }

    private Task<DerivationResult> RunAsync(Action run, CancellationToken cancellationToken)
    {
        var registry = ExtensionRegistry.Create(
            [Notes.Note, new SchemaDefinition("d.copy", 1, SchemaKind.Derived)],
            [new TestExtension(new ExtensionDefinition { Id = "slow", Version = 1, Inputs = ["s.note"], Outputs = ["d.copy"] }, (context, input, token) =>
            {
                run();
                token.ThrowIfCancellationRequested();
                context.Emit("d.copy", input.Key, input.Document.Content.Span);
                return ValueTask.CompletedTask;
            })]);
        var options = Options.Create(new DerivationOptions { UseLease = false, MaxConcurrency = 1, MinBatchSize = 1, MaxBatchSize = 1 });
        return new DerivationRunner(registry, new IdentifierHasher(new byte[32]), options, new FollowedTenants(_time), _time).RunOnceAsync(_tenant.Database, null, cancellationToken);
    }
}
