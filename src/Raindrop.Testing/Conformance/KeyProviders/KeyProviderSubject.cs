using Raindrop.Keys;

namespace Raindrop.Testing.Conformance.KeyProviders;

/// <summary>A key provider under test, and what the suite must be able to do to it. Each case gets one of its own and disposes it.</summary>
public abstract class KeyProviderSubject : IAsyncDisposable
{
    /// <summary>The provider, ready for use.</summary>
    public abstract IKeyProvider Provider { get; }

    /// <summary>Makes another provider of the same kind that has none of this one's keys, as an attacker would who has the same software.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The provider; the subject disposes it with itself.</returns>
    public abstract ValueTask<IKeyProvider> CreateStrangerAsync(CancellationToken cancellationToken);

    /// <summary>Makes another key encryption key current, as an operator does. What the one before wrapped must still be unwrapped.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    public abstract ValueTask RotateAsync(CancellationToken cancellationToken);

    /// <summary>Takes away what the provider needs: its file, its token, its service.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    public abstract ValueTask BreakAsync(CancellationToken cancellationToken);

    /// <summary>Gives it back.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    public abstract ValueTask MendAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
