using System.Diagnostics;
using Net.Pkcs11Interop.Common;
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
    public async Task A_new_key_cannot_leave_the_token()
    {
        var token = new Pkcs11Token(_token.Options());
        var key = await token.CreateKeyAsync();

        (await token.ListKeysAsync()).Should().Equal(key);
        key.Flaw.Should().BeNull();
        key.Id.Should().MatchRegex("^[0-9a-f]{16}$");
        _token.Read(key.Id, CKA.CKA_EXTRACTABLE, CKA.CKA_SENSITIVE, CKA.CKA_NEVER_EXTRACTABLE, CKA.CKA_ALWAYS_SENSITIVE, CKA.CKA_LOCAL, CKA.CKA_PRIVATE).Should().Equal(false, true, true, true, true, true);
    }

    [Fact]
    public async Task The_only_key_is_current_and_of_several_one_must_be_named()
    {
        using var provider = _token.Open();
        using var key = Secret.Random(32);
        (await FailureAsync(provider, key)).Should().BeEquivalentTo(new { Failure = KeyProviderFailure.NotConfigured });
        var first = await _token.CreateKeyAsync();
        (await provider.WrapAsync(key, Context)).KeyEncryptionKeyId.Should().Be(first);

        var second = await _token.CreateKeyAsync();

        (await FailureAsync(provider, key)).Message.Should().Contain(first).And.Contain(second).And.Contain(nameof(Pkcs11Options.CurrentKeyId));
        using var named = _token.Open(options => options.CurrentKeyId = second);
        (await named.WrapAsync(key, Context)).KeyEncryptionKeyId.Should().Be(second);
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
    public async Task A_key_that_was_destroyed_is_missed_and_named()
    {
        var id = await _token.CreateKeyAsync();
        using var provider = _token.Open();
        using var key = Secret.Random(32);
        var wrapped = await provider.WrapAsync(key, Context);

        _token.DestroyKey(id);

        var failure = (await FluentActions.Awaiting(() => provider.UnwrapAsync(wrapped, Context).AsTask()).Should().ThrowAsync<KeyProviderException>()).Which;
        failure.Failure.Should().Be(KeyProviderFailure.NotConfigured);
        failure.Message.Should().Contain(id).And.Contain("list-keys");
    }

    public static TheoryData<string> Flaws => ["extractable", "shown", "cannot sign", "other type", "two of one id"];

    [Theory]
    [MemberData(nameof(Flaws))]
    public async Task A_key_that_is_not_fit_is_not_used(string flaw)
    {
        byte[] id = [9];
        switch (flaw)
        {
            case "extractable": _token.CreateKey(id, (CKA.CKA_EXTRACTABLE, true)); break;
            case "shown": _token.CreateKey(id, (CKA.CKA_SENSITIVE, false)); break;
            case "cannot sign": _token.CreateKey(id, (CKA.CKA_SIGN, false)); break;
            case "other type": _token.CreateKey(id, (CKA.CKA_KEY_TYPE, CKK.CKK_AES), (CKA.CKA_VALUE_LEN, 32UL)); break;
            default:
                _token.CreateKey(id);
                _token.CreateKey(id);
                break;
        }

        using var provider = _token.Open(options => options.CurrentKeyId = "09");
        using var key = Secret.Random(32);

        (await FailureAsync(provider, key)).Failure.Should().Be(KeyProviderFailure.NotConfigured);
        if (flaw != "two of one id") (await new Pkcs11Token(_token.Options()).ListKeysAsync()).Should().ContainSingle().Which.Flaw.Should().NotBeNull();
    }

    [Fact]
    public async Task A_key_without_an_id_is_told()
    {
        _token.CreateKey([]);
        using var provider = _token.Open();
        using var key = Secret.Random(32);

        (await FailureAsync(provider, key)).Message.Should().Contain("CKA_ID");
    }

    [Fact]
    public async Task A_key_of_another_label_is_not_used_whoever_names_it()
    {
        await _token.CreateKeyAsync();
        using var stranger = _token.Open(options => options.KeyLabel = "stranger");
        await _token.CreateKeyAsync("stranger");
        using var key = Secret.Random(32);
        var foreign = await stranger.WrapAsync(key, Context);
        using var provider = _token.Open();

        (await FluentActions.Awaiting(() => provider.UnwrapAsync(foreign, Context).AsTask()).Should().ThrowAsync<KeyProviderException>()).Which.Failure.Should().Be(KeyProviderFailure.NotConfigured);
    }

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

        await FluentActions.Awaiting(() => provider.WrapAsync(key, Context).AsTask()).Should().ThrowAsync<ObjectDisposedException>();
    }

    private static async Task<KeyProviderException> FailureAsync(Pkcs11KeyProvider provider, Secret key)
    {
        var failure = (await FluentActions.Awaiting(() => provider.WrapAsync(key, Context).AsTask()).Should().ThrowAsync<KeyProviderException>()).Which;
        failure.ToString().Should().NotContain(SoftToken.Pin);
        return failure;
    }
}
