using System.Diagnostics;
using Raindrop.Credentials;
using Raindrop.Keys;
using Raindrop.TestServers.Tokens;

namespace Raindrop.Pkcs11.Tests;

/// <summary>What the conformance suite does not ask of every provider: the token, its keys, its PIN.</summary>
public sealed class Pkcs11KeyProviderTests
{
    private static readonly KeyContext Context = new("aaaaaaaaaaaaaaaaaaaaaaaaaa", "k1", "HKDF-SHA512+AES-256-GCM");
    private readonly TestToken _token = new();

    [Fact]
    public async Task A_key_that_was_wrapped_by_a_known_key_can_be_unwrapped()
    {
        // Computed by another program from the description of the format, with HMAC-SHA512, HKDF-SHA512 and AES-256-GCM of its own.
        const string Wrapped = "AQEAAQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHwzqg7Re+vkVZRkd9IDqccQ/lixh+yNa8oZHjyunY4Dz7WB/IfsBX5n6f74+Rei7RU50iAmu+mBDu8CwOkRRECOYGVI/VqLipxqFOwCJ5frP";
        _token.ImportKey([1, 2, 3, 4, 5, 6, 7, 8], [.. Enumerable.Range(1, 64).Select(b => (byte)b)]);
        using var provider = _token.Open();

        using var key = await provider.UnwrapAsync(new WrappedKey("0102030405060708", Convert.FromBase64String(Wrapped)), Context);

        using var expected = Secret.Copy([.. Enumerable.Range(201, 32).Select(b => (byte)b)]);
        key.Should().Be(expected);
    }

    [Fact]
    public async Task Sessions_are_opened_again_after_the_token_was_reset()
    {
        await _token.CreateKeyAsync();
        using var provider = _token.Open();
        using var key = Secret.Random(32);
        var wrapped = await provider.WrapAsync(key, Context);
        for (var round = 0; round < 3; round++)
        {
            _token.LoseSessions();
            using var unwrapped = await provider.UnwrapAsync(wrapped, Context);
            unwrapped.Should().Be(key);
        }
    }

    [Fact]
    public async Task A_module_that_somebody_else_finalized_is_initialized_again()
    {
        var token = SoftHsm.CreateToken();
        var start = new ProcessStartInfo(Environment.ProcessPath!, [FinalizedModule.Mark, token.Label, token.PinFile]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in token.Environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        (process.ExitCode, said.Trim()).Should().Be((0, "served"), errors);
    }

    [Fact]
    public async Task The_user_is_signed_in_again_after_somebody_else_signed_out()
    {
        var first = await _token.CreateKeyAsync();
        using var provider = _token.Open(options => options.CurrentKeyId = first);
        using var key = Secret.Random(32);
        var wrapped = await provider.WrapAsync(key, Context);

        _token.SignOut();
        using (var unwrapped = await provider.UnwrapAsync(wrapped, Context)) unwrapped.Should().Be(key);

        // A key that was not looked for before: whoever is not signed in is shown none, and told no error.
        var second = await _token.CreateKeyAsync();
        _token.SignOut();
        (await FluentActions.Awaiting(() => provider.UnwrapAsync(wrapped with { KeyEncryptionKeyId = second }, Context).AsTask()).Should().ThrowAsync<KeyRefusedException>()).And.Should().NotBeNull();
    }

    [Fact]
    public async Task Many_callers_at_once_are_all_served_after_each_reset()
    {
        await _token.CreateKeyAsync();
        using var provider = _token.Open();
        using var key = Secret.Random(32);
        var wrapped = await provider.WrapAsync(key, Context);
        for (var round = 0; round < 10; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
            {
                using var unwrapped = await provider.UnwrapAsync(wrapped, Context);
                unwrapped.Should().Be(key);
            })));
            // Between the calls: SoftHSM 2.6.1 does not survive a reset in the midst of one.
            _token.LoseSessions();
        }
    }

    [Fact]
    public async Task A_token_that_is_not_there_is_unavailable_and_a_library_that_is_not_there_not_configured()
    {
        using var key = Secret.Random(32);
        using var absent = _token.Open(options => options.TokenLabel = "no such token");
        using var other = _token.Open(options => options.TokenSerialNumber = "no such number");
        using var missing = _token.Open(options => options.Library = "/nonexistent/libpkcs11.so");
        using var nonsense = _token.Open(options => options.Library = _token.Token.PinFile);

        (await FailureAsync(absent, key)).Failure.Should().Be(KeyProviderFailure.Unavailable);
        (await FailureAsync(other, key)).Failure.Should().Be(KeyProviderFailure.Unavailable);
        (await FailureAsync(missing, key)).Failure.Should().Be(KeyProviderFailure.NotConfigured);
        (await FailureAsync(nonsense, key)).Failure.Should().Be(KeyProviderFailure.NotConfigured);
    }

    [Fact]
    public async Task A_disposed_provider_is_no_longer_used()
    {
        await _token.CreateKeyAsync();
        var provider = _token.Open();
        using var key = Secret.Random(32);
        await provider.WrapAsync(key, Context);

        provider.Dispose();
        provider.Dispose();

        await FluentActions.Awaiting(() => provider.WrapAsync(key, Context).AsTask()).Should().ThrowAsync<ObjectDisposedException>();
    }

    private static async Task<KeyProviderException> FailureAsync(Pkcs11KeyProvider provider, Secret key)
    {
        var failure = (await FluentActions.Awaiting(() => provider.WrapAsync(key, Context).AsTask()).Should().ThrowAsync<KeyProviderException>()).Which;
        failure.ToString().Should().NotContain(SoftToken.Pin);
        return failure;
    }
}
