using Raindrop.Documents;

namespace Raindrop.Testing.Conformance;

/// <summary>One thing that every document store does. It runs in databases of its own, so cases may run at once.</summary>
public sealed class ConformanceCase
{
    private readonly Func<ConformanceContext, Task> _run;

    internal ConformanceCase(ConformanceArea area, string method, StoreCapabilities requires, Func<ConformanceContext, Task> run)
    {
        Area = area;
        Name = method.Replace('_', ' ');
        Requires = requires;
        _run = run;
    }

    /// <summary>What the store does, as a sentence; unique among the cases.</summary>
    public string Name { get; }

    /// <summary>The part of the contracts that it is about.</summary>
    public ConformanceArea Area { get; }

    /// <summary>
    /// What the store needs for it, or <see cref="StoreCapabilities.None"/>. On a store that says that it lacks this, the case demands that the call
    /// throws <see cref="StoreFeatureMissingException"/> naming it: a missing feature is a clear error, never a wrong answer.
    /// </summary>
    public StoreCapabilities Requires { get; }

    /// <summary>How long a case may take before it counts as failed: two minutes, enough for a store on a busy machine.</summary>
    public static TimeSpan TimeLimit { get; } = TimeSpan.FromMinutes(2);

    /// <summary>Runs the case. It creates databases whose names start with <c>rd-conformance-</c> and deletes them again.</summary>
    /// <param name="server">The store.</param>
    /// <param name="cancellationToken">Ends the case.</param>
    /// <exception cref="ConformanceException">The store does something else; the message says what was expected.</exception>
    public Task RunAsync(IDocumentServer server, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(server);
        return LimitedRun.RunAsync(Name, stop => RunCaseAsync(server, stop), cancellationToken);
    }

    /// <summary>The area and the name.</summary>
    public override string ToString() => $"{Area}: {Name}";

    private async Task RunCaseAsync(IDocumentServer server, CancellationToken stop)
    {
        var context = await ConformanceContext.CreateAsync(server, stop).ConfigureAwait(false);
        await using var _ = context.ConfigureAwait(false);
        if (context.Has(Requires)) await _run(context).ConfigureAwait(false);
        else await Expect.MissingAsync(Requires, () => _run(context)).ConfigureAwait(false);
    }
}
