using System.Runtime.Versioning;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Raindrop.Core.Tests.Keys.KeyRing;
using Raindrop.Core.Tests.Keys.Providers;
using Raindrop.Credentials;
using Raindrop.Keys;
using Raindrop.Keys.KeyRing;
using Raindrop.Keys.Providers;

namespace Raindrop.Core.Tests.Hosting;

/// <summary>A host that names earlier key providers beside the one that wraps.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class EarlierKeyProviderRegistrationTests : IDisposable
{
    private static readonly KeyContext Context = new("s", "k", "x");
    private readonly TestKeyRing _ring = new();
    private readonly TestKeyRing _earlier = new();

    public void Dispose()
    {
        _ring.Dispose();
        _earlier.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_an_earlier_key_ring_wrapped_is_unwrapped_and_the_current_one_wraps_in_whichever_order_they_are_named(bool isEarlierFirst)
    {
        var (current, earlier) = (_ring.File.Create(), _earlier.File.Create());
        using var key = Secret.Random(32);
        await using var before = KeyProviderHosts.Build(vault => vault.UseKeyRingFile(_earlier.Path));
        var wrapped = await before.GetRequiredService<IKeyProvider>().WrapAsync(key, Context);
        await using var services = KeyProviderHosts.Build(vault => _ = isEarlierFirst ? vault.UseEarlierKeyRingFile(_earlier.Path).UseKeyRingFile(_ring.Path) : vault.UseKeyRingFile(_ring.Path).UseEarlierKeyRingFile(_earlier.Path));

        services.GetRequiredService<IStartupValidator>().Validate();
        var provider = services.GetRequiredService<IKeyProvider>();

        wrapped.KeyEncryptionKeyId.Should().Be(earlier.Id);
        using var unwrapped = await provider.UnwrapAsync(wrapped, Context);
        unwrapped.Equals(key).Should().BeTrue();
        (await provider.WrapAsync(key, Context)).KeyEncryptionKeyId.Should().Be(current.Id);
    }

    [Fact]
    public async Task Earlier_providers_are_asked_in_the_order_in_which_they_are_named()
    {
        var (current, first, second) = (Refusing(), Refusing(), new ScriptedProvider());
        await using var services = KeyProviderHosts.Build(vault => vault.UseEarlierKeyProvider(_ => first).UseKeyProvider(_ => current).UseEarlierKeyProvider(_ => second));

        (await UnwrapAsync(services)).Dispose();
        (current.Calls, first.Calls, second.Calls).Should().Be((1, 1, 1));
        first.Act = _ => Task.FromResult(Secret.Random(32));
        (await UnwrapAsync(services)).Dispose();
        (current.Calls, first.Calls, second.Calls).Should().Be((2, 2, 1));
    }

    [Fact]
    public async Task What_one_provider_asks_to_wait_stops_no_other()
    {
        var (current, earlier) = (Refusing(), new ScriptedProvider { Act = _ => throw new KeyProviderException(KeyProviderFailure.Throttled, "Too often.") { RetryAfter = TimeSpan.FromSeconds(30) } });
        await using var services = KeyProviderHosts.Build(vault => vault.UseKeyProvider(_ => current).UseEarlierKeyProvider(_ => earlier));
        using var key = Secret.Random(32);

        for (var i = 0; i < 3; i++)
            (await FluentActions.Awaiting(() => UnwrapAsync(services)).Should().ThrowAsync<KeyProviderException>()).Which.Failure.Should().Be(KeyProviderFailure.Throttled);
        (current.Calls, earlier.Calls).Should().Be((3, 1), "the earlier one is left alone for as long as it asks, and the current one is asked");
        current.Act = _ => Task.FromResult(Secret.Random(32));
        (await UnwrapAsync(services)).Dispose();
        (await services.GetRequiredService<IKeyProvider>().WrapAsync(key, Context)).KeyEncryptionKeyId.Should().Be("k");
    }

    [Fact]
    public async Task One_that_hangs_keeps_only_what_it_wrapped_itself_and_only_for_its_time()
    {
        var (current, earlier, time) = (new ScriptedProvider(), new ScriptedProvider(), new FakeTimeProvider());
        current.Act = async cancellationToken =>
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("It never comes here.");
        };
        await using var services = KeyProviderHosts.Build(vault =>
        {
            vault.Services.AddSingleton<TimeProvider>(time);
            vault.UseKeyProvider(_ => current).UseEarlierKeyProvider(_ => earlier);
        });

        (await AfterTheTimeOfTheCurrentOneAsync(calls: 1)).Dispose();
        earlier.Act = _ => throw new KeyRefusedException();
        (await FluentActions.Awaiting(() => AfterTheTimeOfTheCurrentOneAsync(calls: 2)).Should().ThrowAsync<KeyProviderException>()).Which.Failure.Should().Be(KeyProviderFailure.Unavailable, "it may be one of those that hang");

        async Task<Secret> AfterTheTimeOfTheCurrentOneAsync(int calls)
        {
            var unwrapping = UnwrapAsync(services);
            await BoundedCalls.UntilAsync(() => current.Calls == calls);
            time.Advance(new KeyProviderLimits().Timeout);
            return await unwrapping;
        }
    }

    [Fact]
    public async Task The_keys_of_an_earlier_one_are_zeroed_when_the_host_ends()
    {
        _earlier.File.Create();
        using var key = Secret.Random(32);
        await using var before = KeyProviderHosts.Build(vault => vault.UseKeyRingFile(_earlier.Path));
        var wrapped = await before.GetRequiredService<IKeyProvider>().WrapAsync(key, Context);
        var services = KeyProviderHosts.Build(vault => vault.UseKeyProvider(_ => Refusing()).UseEarlierKeyRingFile(_earlier.Path).UseEarlierKeyRingFile(_earlier.Path));
        var provider = services.GetRequiredService<IKeyProvider>();
        (await provider.UnwrapAsync(wrapped, Context)).Dispose();
        services.GetKeyedServices<KeyRingKeyProvider>(KeyedService.AnyKey).Should().ContainSingle("a file that is named twice is read once");

        await services.DisposeAsync();

        await FluentActions.Awaiting(() => provider.UnwrapAsync(wrapped, Context).AsTask()).Should().ThrowAsync<ObjectDisposedException>();
    }

    [Fact]
    public async Task A_provider_that_the_services_made_is_disposed_once()
    {
        var made = new List<Disposed>();
        var built = KeyProviderHosts.Build(vault =>
        {
            vault.Services.AddKeyedSingleton("a", (_, _) => Make()).AddKeyedSingleton("b", (_, _) => Make());
            vault.UseKeyProvider(provider => provider.GetRequiredKeyedService<Disposed>("a")).UseEarlierKeyProvider(provider => provider.GetRequiredKeyedService<Disposed>("b"));
        });
        using var key = Secret.Random(32);
        await built.GetRequiredService<IKeyProvider>().WrapAsync(key, Context);

        await built.DisposeAsync();

        made.Select(one => one.Times).Should().Equal(1, 1);

        Disposed Make()
        {
            made.Add(new Disposed());
            return made[^1];
        }
    }

    private static ScriptedProvider Refusing() => new() { Act = _ => throw new KeyRefusedException() };

    private static Task<Secret> UnwrapAsync(ServiceProvider services) => services.GetRequiredService<IKeyProvider>().UnwrapAsync(new WrappedKey("k", new byte[8]), Context).AsTask();

    private sealed class Disposed : IKeyProvider, IDisposable
    {
        private readonly ScriptedProvider _provider = new();

        public int Times { get; private set; }

        public void Dispose() => Times++;

        public ValueTask<WrappedKey> WrapAsync(Secret key, KeyContext context, CancellationToken cancellationToken = default) => _provider.WrapAsync(key, context, cancellationToken);

        public ValueTask<Secret> UnwrapAsync(WrappedKey wrapped, KeyContext context, CancellationToken cancellationToken = default) => _provider.UnwrapAsync(wrapped, context, cancellationToken);
    }
}
