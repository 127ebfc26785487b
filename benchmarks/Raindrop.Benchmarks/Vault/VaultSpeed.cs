using System.Globalization;
using System.Security.Cryptography;
using Raindrop.Benchmarks.Scenarios;

namespace Raindrop.Benchmarks.Vault;

/// <summary>Measures both sides in turns, so that a machine that slows down slows both, and says by how much the vault is slower.</summary>
internal static class VaultSpeed
{
    /// <summary>What the vault may take of the bare primitives' time.</summary>
    private const double Greatest = 1.25;

    private const int Calls = 500;

    /// <summary>Rounds that do not count, and a pause after them, until the code is compiled as well as it gets.</summary>
    private const int WarmUp = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static async Task<int> RunAsync(int rounds, TextWriter to, CancellationToken cancellationToken)
    {
        to.WriteLine($"vault: {rounds} rounds of {Calls:N0} calls, processor time of the thread, medians (least to greatest)");
        using var sides = new VaultSides([64, 256, 1024, 4096]);
        foreach (var side in sides.All) Measure(side, WarmUp, cancellationToken);
        await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        var isWithin = true;
        foreach (var side in sides.All)
        {
            var (bare, vault) = Measure(side, rounds, cancellationToken);
            var ratio = Spread.Of(vault.Zip(bare, (mine, theirs) => mine / theirs));
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {side.Name,-28} bare {Spread.Of(bare).Median,7:F2} µs   vault {Spread.Of(vault).Median,7:F2} µs   ratio {ratio.Median:F3} ({ratio.Least:F3} to {ratio.Greatest:F3})"));
            if (side.Counts) isWithin &= ratio.Median <= Greatest;
        }

        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"records are sealed and opened {(isWithin ? "within" : "NOT within")} {Greatest} times the time of the bare primitives; documents add the JSON and base 64 of the store"));
        return isWithin ? 0 : 1;
    }

    private static (List<double> Bare, List<double> Vault) Measure(VaultSide side, int rounds, CancellationToken cancellationToken)
    {
        List<double> bare = [], vault = [];
        for (var round = 0; round < rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Who goes first alternates too: the second one finds warmer caches.
            if (round % 2 == 0) bare.Add(TimeOf(side.Bare));
            vault.Add(TimeOf(side.Vault));
            if (round % 2 != 0) bare.Add(TimeOf(side.Bare));
        }

        return (bare, vault);
    }

    /// <summary>Microseconds a call.</summary>
    private static double TimeOf(Func<int> call)
    {
        var sum = 0L;
        var started = ThreadClock.Microseconds();
        for (var n = 0; n < Calls; n++) sum += call();
        var elapsed = ThreadClock.Microseconds() - started;
        return sum > 0 ? elapsed / Calls : throw new InvalidOperationException("Nothing was done.");
    }
}
