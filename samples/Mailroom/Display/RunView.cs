using System.Globalization;
using Mailroom.Importing;
using Raindrop.Derivation;
using Spectre.Console;

namespace Mailroom.Display;

/// <summary>Shows how far the work is: a live table on a terminal, plain lines elsewhere.</summary>
internal sealed class RunView(IAnsiConsole console)
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Line = TimeSpan.FromSeconds(2);

    private bool IsLive => console.Profile.Capabilities.Interactive && console.Profile.Out.IsTerminal;

    public Task<ImportResult> ImportAsync(Func<IProgress<ImportResult>, Task<ImportResult>> work) => IsLive
        ? console.Status().StartAsync("Reading the mailbox", context => work(new Reporter<ImportResult>(state => context.Status(Say(state)), Frame)))
        : work(new Reporter<ImportResult>(state => console.WriteLine(Say(state)), Line));

    public Task<DerivationResult> DeriveAsync(Func<IProgress<DerivationProgress>, Task<DerivationResult>> work) => IsLive
        ? console.Live(ResultTable.Create([], console.Profile.Width)).AutoClear(true).StartAsync(context =>
            work(new Reporter<DerivationProgress>(state => context.UpdateTarget(ResultTable.Create(state.Extensions, console.Profile.Width)), Frame)))
        : work(new Reporter<DerivationProgress>(SayLine, Line));

    public static string Say(ImportResult state)
    {
        var of = state.Expected > state.Read ? string.Create(CultureInfo.InvariantCulture, $" of {state.Expected}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"import: {state.Read}{of} messages read, {state.Added} added, {state.Known} known");
    }

    public static string Say(DerivationProgress state)
    {
        var (outdated, executed, written) = (state.Extensions.Sum(one => one.Outdated), state.Extensions.Sum(one => one.Executed), state.Extensions.Sum(one => one.Written));
        return string.Create(CultureInfo.InvariantCulture, $"{Name(state.Phase)}: {executed} of {outdated} derivations run so far, {written} documents written, {state.Elapsed.TotalSeconds:f1} s");
    }

    private void SayLine(DerivationProgress state)
    {
        if (state.Extensions.Any(one => one.Outdated > 0)) console.WriteLine(Say(state));
    }

    private static string Name(DerivationPhase phase) => phase switch
    {
        DerivationPhase.Scanning => "scan",
        DerivationPhase.Waiting => "wait for another run",
        DerivationPhase.Finished => "done",
        _ => "derive",
    };
}
