using System.Globalization;

namespace Raindrop.Testing.Harness;

/// <summary>Runs the same derivations in different surroundings and compares what comes out.</summary>
internal static class DeterminismCheck
{
    private const int ReadOrders = 4;
    private const int AtOnce = 4;

    public static async Task<DeterminismReport> RunAsync(HarnessDatabase database, CancellationToken cancellationToken)
    {
        // A check of nothing would look like a check that passed.
        if (database.Inputs.Count == 0) throw new InvalidOperationException($"There is no input of '{database.Node.Id}' among the given documents. Give one.");
        var respelled = database.Respelled();
        var differences = new List<string>();
        var runs = 0;
        foreach (var input in database.Inputs)
        {
            var expected = await HarnessRun.ExecuteAsync(database, input, RunVariant.Plain, cancellationToken).ConfigureAwait(false);
            runs++;
            foreach (var (name, run) in await RepeatAsync(database, respelled, input, cancellationToken).ConfigureAwait(false))
            {
                runs++;
                if (RunComparison.FindDifference(expected, run) is { } difference) differences.Add($"{input.Id}, {name}: {difference}");
            }
        }

        return new DeterminismReport { Differences = differences, Runs = runs };
    }

    private static async Task<List<(string Name, ExtensionRun Run)>> RepeatAsync(HarnessDatabase database, HarnessDatabase respelled, HarnessInput input, CancellationToken cancellationToken)
    {
        Task<ExtensionRun> Run(RunVariant variant) => HarnessRun.ExecuteAsync(database, input, variant, cancellationToken);
        List<(string, ExtensionRun)> runs = [("run again", await Run(RunVariant.Plain).ConfigureAwait(false))];
        for (var seed = 0; seed < ReadOrders; seed++)
            runs.Add(("reads answered in another order", await Run(new RunVariant("late reads", seed)).ConfigureAwait(false)));
        runs.Add(("another culture", await UnderAnotherCultureAsync(() => Run(RunVariant.Plain)).ConfigureAwait(false)));
        runs.Add(("the same JSON spelled differently", await HarnessRun.ExecuteAsync(respelled, input, RunVariant.Plain, cancellationToken).ConfigureAwait(false)));
        var atOnce = Enumerable.Range(0, AtOnce).Select(_ => Task.Run(() => Run(RunVariant.Plain), cancellationToken));
        foreach (var run in await Task.WhenAll(atOnce).ConfigureAwait(false)) runs.Add(("several at once", run));
        return runs;
    }

    // A culture made by hand, as a test host may know no other.
    private static async Task<ExtensionRun> UnderAnotherCultureAsync(Func<Task<ExtensionRun>> run)
    {
        var before = CultureInfo.CurrentCulture;
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NegativeSign = "~";
        culture.DateTimeFormat.ShortDatePattern = "dd.MM.yyyy";
        CultureInfo.CurrentCulture = culture;
        try
        {
            return await run().ConfigureAwait(false);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
