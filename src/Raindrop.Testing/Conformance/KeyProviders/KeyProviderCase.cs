namespace Raindrop.Testing.Conformance.KeyProviders;

/// <summary>One thing that every key provider does.</summary>
public sealed class KeyProviderCase
{
    private readonly Func<KeyProviderContext, Task> _run;

    internal KeyProviderCase(string method, Func<KeyProviderContext, Task> run) => (Name, _run) = (method.Replace('_', ' '), run);

    /// <summary>What the provider does, as a sentence; unique among the cases.</summary>
    public string Name { get; }

    /// <summary>Runs the case, for no longer than <see cref="ConformanceCase.TimeLimit"/>.</summary>
    /// <param name="create">Makes the provider for this case.</param>
    /// <param name="cancellationToken">Ends the case.</param>
    /// <exception cref="ConformanceException">The provider does something else; the message says what was expected.</exception>
    public Task RunAsync(Func<CancellationToken, ValueTask<KeyProviderSubject>> create, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(create);
        return LimitedRun.RunAsync(
            Name,
            async stop =>
            {
                var subject = await create(stop).ConfigureAwait(false);
                await using var _ = subject.ConfigureAwait(false);
                await _run(new KeyProviderContext(subject, stop)).ConfigureAwait(false);
            },
            cancellationToken);
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
