using Raindrop.Keys;
using Raindrop.Testing.Conformance.KeyProviders;

namespace Raindrop.Conformance.Tests.KeyProviders;

/// <summary>A provider in memory with one flaw.</summary>
internal sealed class FlawedSubject(Flaw flaw) : KeyProviderSubject
{
    private readonly FlawedProvider _provider = new(flaw);

    public override IKeyProvider Provider => _provider;

    // Under a public key anybody wraps as the host does.
    public override ValueTask<IKeyProvider> CreateStrangerAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IKeyProvider>(flaw == Flaw.WrapsUnderAPublicKey ? _provider : new FlawedProvider(flaw));

    public override ValueTask RotateAsync(CancellationToken cancellationToken)
    {
        _provider.Rotate();
        return ValueTask.CompletedTask;
    }

    public override ValueTask BreakAsync(CancellationToken cancellationToken)
    {
        _provider.IsBroken = true;
        return ValueTask.CompletedTask;
    }

    public override ValueTask MendAsync(CancellationToken cancellationToken)
    {
        _provider.IsBroken = false;
        return ValueTask.CompletedTask;
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
