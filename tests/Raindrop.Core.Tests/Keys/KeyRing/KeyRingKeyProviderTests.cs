using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Raindrop.Credentials;
using Raindrop.Keys;
using Raindrop.Keys.KeyRing;

namespace Raindrop.Core.Tests.Keys.KeyRing;

/// <summary>What the conformance suite does not ask of every provider: the file and its rights.</summary>
[UnsupportedOSPlatform("windows")]
public sealed partial class KeyRingKeyProviderTests : IDisposable
{
    private static readonly KeyContext Context = new("aaaaaaaaaaaaaaaaaaaaaaaaaa", "k1", "HKDF-SHA512+AES-256-GCM");
    private readonly TestKeyRing _ring = new();

    public void Dispose() => _ring.Dispose();

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    [InlineData(UnixFileMode.GroupExecute)]
    [InlineData(UnixFileMode.OtherExecute)]
    public async Task A_file_that_others_can_get_at_is_refused_until_they_cannot(UnixFileMode right)
    {
        _ring.File.Create();
        using var provider = _ring.Open();
        using var key = Secret.Random(32);
        var wrapped = await provider.WrapAsync(key, Context);
        var mode = File.GetUnixFileMode(_ring.Path);

        File.SetUnixFileMode(_ring.Path, mode | right);

        (await FailureAsync(() => provider.UnwrapAsync(wrapped, Context).AsTask())).Message.Should().Contain("chmod 600").And.Contain(_ring.Path);
        FluentActions.Invoking(() => _ring.File.List()).Should().Throw<KeyProviderException>().WithMessage("*chmod 600*");
        FluentActions.Invoking(() => _ring.File.Add()).Should().Throw<KeyProviderException>().WithMessage("*chmod 600*");

        File.SetUnixFileMode(_ring.Path, mode);
        using var unwrapped = await provider.UnwrapAsync(wrapped, Context);
        unwrapped.Should().Be(key);
    }

    [Fact]
    public async Task A_file_of_somebody_else_is_refused()
    {
        _ring.File.Create();
        // Root gives the file away; others name one of root's.
        var isGiven = Chown(_ring.Path, 54321, uint.MaxValue) == 0;
        using var provider = new KeyRingKeyProvider(new KeyRingOptions { Path = isGiven ? _ring.Path : "/etc/passwd" });
        using var key = Secret.Random(32);

        (await FailureAsync(() => provider.WrapAsync(key, Context).AsTask())).Message.Should().Contain("belongs to another user").And.Contain("chmod 600");
    }

    [Fact]
    public async Task A_missing_file_says_how_to_make_one()
    {
        using var provider = _ring.Open();
        using var key = Secret.Random(32);

        (await FailureAsync(() => provider.WrapAsync(key, Context).AsTask())).Message.Should().Contain("raindrop keyring create").And.Contain(_ring.Path);
    }

    [Fact]
    public async Task A_changed_file_is_noticed_at_the_next_call()
    {
        var first = _ring.File.Create();
        using var provider = _ring.Open();
        using var key = Secret.Random(32);
        var wrapped = await provider.WrapAsync(key, Context);
        wrapped.KeyEncryptionKeyId.Should().Be(first.Id);

        for (var round = 0; round < 20; round++)
        {
            var promoted = _ring.File.Promote(_ring.File.Add().Id);
            (await provider.WrapAsync(key, Context)).KeyEncryptionKeyId.Should().Be(promoted.Id);
        }

        using (var unwrapped = await provider.UnwrapAsync(wrapped, Context)) unwrapped.Should().Be(key);
        _ring.File.Retire(first.Id);
        (await FailureAsync(() => provider.UnwrapAsync(wrapped, Context).AsTask())).Message.Should().Contain(first.Id).And.Contain("retired");
    }

    [Fact]
    public async Task A_file_that_is_written_in_place_is_noticed_though_its_length_and_second_are_the_same()
    {
        _ring.File.Create();
        using var other = new TestKeyRing();
        other.File.Create();
        using var provider = _ring.Open();
        using var key = Secret.Random(32);
        var wrapped = await provider.WrapAsync(key, Context);

        File.WriteAllBytes(_ring.Path, File.ReadAllBytes(other.Path));

        (await provider.WrapAsync(key, Context)).KeyEncryptionKeyId.Should().NotBe(wrapped.KeyEncryptionKeyId);
        (await FailureAsync(() => provider.UnwrapAsync(wrapped, Context).AsTask())).Message.Should().Contain(wrapped.KeyEncryptionKeyId);
    }

    [Fact]
    public async Task A_file_that_rests_is_read_once()
    {
        _ring.File.Create();
        using var provider = new KeyRingKeyProvider(new KeyRingOptions { Path = _ring.Path }, new Later());
        using var key = Secret.Random(32);
        await provider.WrapAsync(key, Context);
        var read = Ring(provider);

        await provider.WrapAsync(key, Context);

        Ring(provider).Should().BeSameAs(read);
    }

    [Fact]
    public async Task Keys_in_memory_are_zeroed_when_the_file_changes_and_when_the_provider_is_disposed()
    {
        _ring.File.Create();
        var provider = new KeyRingKeyProvider(new KeyRingOptions { Path = _ring.Path }, new Later());
        using var key = Secret.Random(32);
        await provider.WrapAsync(key, Context);
        var (before, beforeBytes) = (Ring(provider)!, BytesOf(Ring(provider)!));
        beforeBytes.Should().Contain(b => b != 0);

        _ring.File.Add();
        await provider.WrapAsync(key, Context);

        beforeBytes.Should().OnlyContain(b => b == 0);
        FluentActions.Invoking(() => before.Entries[0].Key!.Read().Dispose()).Should().Throw<ObjectDisposedException>();

        var afterBytes = BytesOf(Ring(provider)!);
        provider.Dispose();
        afterBytes.Should().OnlyContain(b => b == 0);
        await FluentActions.Awaiting(() => provider.WrapAsync(key, Context).AsTask()).Should().ThrowAsync<ObjectDisposedException>();
    }

    [Fact]
    public async Task A_file_that_vanishes_stops_the_provider_and_zeroes_its_keys()
    {
        _ring.File.Create();
        using var provider = _ring.Open();
        using var key = Secret.Random(32);
        await provider.WrapAsync(key, Context);
        var bytes = BytesOf(Ring(provider)!);

        File.Delete(_ring.Path);

        await FailureAsync(() => provider.WrapAsync(key, Context).AsTask());
        bytes.Should().OnlyContain(b => b == 0);
    }

    [Fact]
    public void Options_without_a_path_are_refused() =>
        FluentActions.Invoking(() => new KeyRingKeyProvider(new KeyRingOptions())).Should().Throw<ArgumentException>();

    private static async Task<KeyProviderException> FailureAsync(Func<Task> call)
    {
        var failure = (await call.Should().ThrowAsync<KeyProviderException>()).Which;
        failure.Failure.Should().Be(KeyProviderFailure.NotConfigured);
        return failure;
    }

    private static KeyRingContent? Ring(KeyRingKeyProvider provider) =>
        (KeyRingContent?)typeof(KeyRingKeyProvider).GetField("_ring", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(provider);

    private static byte[] BytesOf(KeyRingContent ring) =>
        (byte[])typeof(Secret).GetField("_bytes", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(ring.Entries[0].Key)!;

    [DllImport("libc", EntryPoint = "chown")]
    private static extern int Chown([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint user, uint group);

    /// <summary>A clock that is so far ahead that every file has rested.</summary>
    private sealed class Later : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddMinutes(1);
    }
}
