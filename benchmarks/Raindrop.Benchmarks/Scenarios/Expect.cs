namespace Raindrop.Benchmarks.Scenarios;

/// <summary>A figure of a pass that did something else than it should says nothing.</summary>
internal static class Expect
{
    public static void Counts(Measurement pass, long executed, long written)
    {
        if (pass.Executed != executed || pass.Written != written || pass.Outdated != executed)
            throw new InvalidOperationException($"The pass found {pass.Outdated} outdated, ran {pass.Executed} and wrote {pass.Written}; expected were {executed} and {written}.");
        if (pass.Result is not { IsCaughtUp: true }) throw new InvalidOperationException("The pass left something undone.");
    }
}
