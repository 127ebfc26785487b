using Raindrop.Docs.Tests.Snippets;
using Raindrop.Keys;
using Raindrop.Keys.Providers;
using Raindrop.Testing.Conformance.KeyProviders;
using Raindrop.TestServers.Kms;
using Raindrop.TestServers.Scripted;

namespace Raindrop.Conformance.Tests.KeyProviders;

/// <summary>The documentation's provider over HTTP, with limits, and a key service of its own. It breaks when the service answers 503.</summary>
internal sealed class KmsSubject : KeyProviderSubject
{
    private readonly FakeKms _kms = new();
    private readonly HttpClient _http;
    private readonly List<string> _keys = [];
    private BoundedKeyProvider _provider;

    public KmsSubject()
    {
        _http = new HttpClient { BaseAddress = _kms.Address };
        _provider = Rotate();
    }

    public override IKeyProvider Provider => _provider;

    // Of the same service: an attacker may have an account there too.
    public override ValueTask<IKeyProvider> CreateStrangerAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IKeyProvider>(new KmsKeyProvider(_http, _kms.CreateKey()));

    public override ValueTask RotateAsync(CancellationToken cancellationToken)
    {
        _provider = Rotate();
        return ValueTask.CompletedTask;
    }

    public override ValueTask BreakAsync(CancellationToken cancellationToken)
    {
        _kms.Disturbance = ScriptedAnswer.Json(503, "{}");
        return ValueTask.CompletedTask;
    }

    public override ValueTask MendAsync(CancellationToken cancellationToken)
    {
        _kms.Disturbance = null;
        return ValueTask.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _kms.DisposeAsync();
    }

    private BoundedKeyProvider Rotate()
    {
        _keys.Insert(0, _kms.CreateKey());
        return new BoundedKeyProvider(new KmsKeyProvider(_http, _keys[0], [.. _keys.Skip(1)]));
    }
}
