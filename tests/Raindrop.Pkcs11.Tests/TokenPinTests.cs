using Net.Pkcs11Interop.Common;
using Raindrop.Credentials;
using Raindrop.Keys;
using Raindrop.TestServers.Tokens;

namespace Raindrop.Pkcs11.Tests;

/// <summary>The PIN: where it comes from, and that a wrong one does not lock the token.</summary>
public sealed class TokenPinTests
{
    private static readonly KeyContext Context = new("aaaaaaaaaaaaaaaaaaaaaaaaaa", "k1", "HKDF-SHA512+AES-256-GCM");
    private readonly TestToken _token = new();

    [Fact]
    public async Task A_wrong_pin_is_tried_once_and_a_corrected_one_at_the_next_call()
    {
        await _token.CreateKeyAsync();
        _token.Token.WritePinFile("0000");
        using var provider = _token.Open();
        using var key = Secret.Random(32);

        var first = await FailureAsync(provider, key);
        (first.Failure, first.InnerException).Should().Match<(KeyProviderFailure, Exception?)>(told => told.Item1 == KeyProviderFailure.NotConfigured && told.Item2 is Pkcs11Exception);
        for (var i = 0; i < 5; i++)
        {
            var again = await FailureAsync(provider, key);
            again.Failure.Should().Be(KeyProviderFailure.NotConfigured);
            again.InnerException.Should().BeNull("the token was not asked");
        }

        _token.Token.WritePinFile();
        await provider.WrapAsync(key, Context);
    }

    [Fact]
    public async Task A_pin_can_be_given_by_code()
    {
        await _token.CreateKeyAsync();
        var given = new List<Secret>();
        using var provider = _token.Open(options =>
        {
            options.PinFile = null;
            options.Pin = async _ =>
            {
                await Task.Yield();
                given.Add(Secret.FromText(SoftToken.Pin));
                return given[^1];
            };
        });
        using var key = Secret.Random(32);

        await provider.WrapAsync(key, Context);
        await provider.WrapAsync(key, Context);

        given.Should().ContainSingle();
        FluentActions.Invoking(() => given[0].Read().Dispose()).Should().Throw<ObjectDisposedException>("the provider zeroes it");
    }

    [Fact]
    public async Task A_pin_file_that_others_can_read_is_refused()
    {
        await _token.CreateKeyAsync();
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_token.Token.PinFile, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        using var provider = _token.Open();
        using var key = Secret.Random(32);

        (await FailureAsync(provider, key)).Message.Should().Contain("chmod 600");
    }

    private static async Task<KeyProviderException> FailureAsync(Pkcs11KeyProvider provider, Secret key)
    {
        var failure = (await FluentActions.Awaiting(() => provider.WrapAsync(key, Context).AsTask()).Should().ThrowAsync<KeyProviderException>()).Which;
        failure.ToString().Should().NotContain(SoftToken.Pin);
        return failure;
    }
}
