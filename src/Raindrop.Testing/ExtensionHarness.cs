using Raindrop.Extensions;
using Raindrop.Testing.Harness;

namespace Raindrop.Testing;

/// <summary>
/// Runs one extension in memory over given documents, with the same rules for what it emits and how documents are merged as in production.
/// It needs no test framework, no database and no host.
/// </summary>
/// <param name="extension">The extension.</param>
/// <remarks>
/// Schemas need not be defined: what <c>GivenSource</c> names is a source schema, what <c>GivenDerived</c> and <c>GivenOverride</c> name a derived
/// one, and so is what the extension emits. Not safe for concurrent use.
/// </remarks>
public sealed partial class ExtensionHarness(IExtension extension)
{
    private readonly GivenDocuments _given = new(extension);

    /// <summary>Runs the extension on the only input that was given.</summary>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="InvalidOperationException">There is no input, or more than one.</exception>
    public Task<ExtensionRun> RunAsync(CancellationToken cancellationToken = default)
    {
        var database = _given.Build();
        return HarnessRun.ExecuteAsync(database, database.OnlyInput(), RunVariant.Plain, cancellationToken);
    }

    /// <summary>Runs the extension on one of several inputs.</summary>
    /// <param name="schema">One of the extension's input schemas.</param>
    /// <param name="key">The document's key, or the group; empty for the group of a whole schema.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="InvalidOperationException">There is no such input.</exception>
    public Task<ExtensionRun> RunAsync(string schema, string key, CancellationToken cancellationToken = default)
    {
        var database = _given.Build();
        return HarnessRun.ExecuteAsync(database, database.InputOf(schema, key), RunVariant.Plain, cancellationToken);
    }

    /// <summary>Runs the extension on each input that was given, in the order of their keys.</summary>
    /// <param name="cancellationToken">Ends the runs.</param>
    public async Task<IReadOnlyList<ExtensionRun>> RunAllAsync(CancellationToken cancellationToken = default)
    {
        var database = _given.Build();
        var runs = new List<ExtensionRun>();
        foreach (var input in database.Inputs)
            runs.Add(await HarnessRun.ExecuteAsync(database, input, RunVariant.Plain, cancellationToken).ConfigureAwait(false));
        return runs;
    }

    /// <summary>
    /// Runs the extension on each input again and again, and compares every byte: a second time, with its reads answered later and in other
    /// orders, under another culture, with the JSON of all documents in another spelling, and several at once. What differs depends on something else
    /// than what the documents say.
    /// </summary>
    /// <param name="cancellationToken">Ends the runs.</param>
    /// <returns>What differed. It proves nothing about what the given documents do not reach.</returns>
    /// <exception cref="InvalidOperationException">There is no input among the given documents.</exception>
    public Task<DeterminismReport> CheckDeterminismAsync(CancellationToken cancellationToken = default) =>
        DeterminismCheck.RunAsync(_given.Build(), cancellationToken);
}
