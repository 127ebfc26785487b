using Net.Pkcs11Interop.Common;
using Raindrop.Credentials;
using Raindrop.Keys;
using Raindrop.TestServers.Tokens;

namespace Raindrop.Pkcs11.Tests;

/// <summary>Which keys of a token are used: those that the settings name, that are fit, and that cannot be taken out.</summary>
public sealed class TokenKeyTests
{
    private static readonly KeyContext Context = new("aaaaaaaaaaaaaaaaaaaaaaaaaa", "k1", "HKDF-SHA512+AES-256-GCM");
    private readonly TestToken _token = new();

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

    public static TheoryData<string> Flaws => ["extractable", "shown", "cannot sign", "other type", "short", "two of one id"];

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
            case "short": _token.CreateKey(id, (CKA.CKA_VALUE_LEN, 31UL)); break;
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

    private static async Task<KeyProviderException> FailureAsync(Pkcs11KeyProvider provider, Secret key)
    {
        var failure = (await FluentActions.Awaiting(() => provider.WrapAsync(key, Context).AsTask()).Should().ThrowAsync<KeyProviderException>()).Which;
        failure.ToString().Should().NotContain(SoftToken.Pin);
        return failure;
    }
}
