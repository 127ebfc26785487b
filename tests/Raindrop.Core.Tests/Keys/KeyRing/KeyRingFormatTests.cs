using System.Runtime.Versioning;
using System.Text;
using CsCheck;
using Raindrop.Core.Tests.Frozen;
using Raindrop.Credentials;
using Raindrop.Keys;
using Raindrop.Keys.KeyRing;

namespace Raindrop.Core.Tests.Keys.KeyRing;

/// <summary>The file as operators hold it in their safes. Whoever changes its form must go on reading this one.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class KeyRingFormatTests : IDisposable
{
    private static readonly string Frozen = FrozenExample.Read("host.keyring");
    private readonly TestKeyRing _ring = new();

    public void Dispose() => _ring.Dispose();

    [Fact]
    public void A_ring_is_written_as_it_always_was()
    {
        using var ring = new KeyRingContent(
            "kek-bbbbbbbbbbbbbbbb",
            [
                new KeyRingEntry("kek-aaaaaaaaaaaaaaaa", At(1), null, At(3)),
                new KeyRingEntry("kek-bbbbbbbbbbbbbbbb", At(2), KeyOf(1)),
                new KeyRingEntry("kek-cccccccccccccccc", At(4), KeyOf(101)),
            ]);

        using var text = KeyRingWriting.ToText(ring);

        text.RevealAsString().Should().Be(Frozen);
    }

    [Fact]
    public void A_ring_that_was_written_can_be_read()
    {
        using var ring = KeyRingReading.FromText(Encoding.UTF8.GetBytes(Frozen));

        ring.Describe().Should().Equal(
            new KeyRingKey { Id = "kek-aaaaaaaaaaaaaaaa", State = KeyRingKeyState.Retired, CreatedAt = At(1), RetiredAt = At(3) },
            new KeyRingKey { Id = "kek-bbbbbbbbbbbbbbbb", State = KeyRingKeyState.Current, CreatedAt = At(2), Check = "1f02f43718bb1b0e" },
            new KeyRingKey { Id = "kek-cccccccccccccccc", State = KeyRingKeyState.UnwrapsOnly, CreatedAt = At(4), Check = "bcfa3fbec85dec0b" });
        using var key = KeyOf(1);
        ring.Entries[1].Key.Should().Be(key);
    }

    [Fact]
    public async Task A_key_that_was_wrapped_can_be_unwrapped()
    {
        Write(Frozen);
        using var provider = _ring.Open();
        var wrapped = Convert.FromBase64String(FrozenExample.Read("host.keyring.wrapped").Trim());

        using var key = await provider.UnwrapAsync(new WrappedKey("kek-bbbbbbbbbbbbbbbb", wrapped), new KeyContext("aaaaaaaaaaaaaaaaaaaaaaaaaa", "k1", "HKDF-SHA512+AES-256-GCM"));

        using var expected = KeyOf(201);
        key.Should().Be(expected);
    }

    public static TheoryData<string, string> Damages => new()
    {
        { "raindrop-keyring-1", "raindrop-keyring-2" },
        { "\"current\": \"kek-bbbb", "\"current\": \"kek-zzzz" },
        { "\"current\": \"kek-bbbbbbbbbbbbbbbb\"", "\"current\": \"kek-aaaaaaaaaaaaaaaa\"" },
        { "\"current\": \"kek-bbbbbbbbbbbbbbbb\"", "\"current\": \"\"" },
        { "\"current\": \"kek-bbbbbbbbbbbbbbbb\"", "\"current\": null" },
        { "\"current\"", "\"another\"" },
        { "\"key\": \"AQID", "\"key\": \"AQIE" },
        { "\"key\": \"AQID", "\"key\": \"****" },
        { "\"key\": \"AQID", "\"key\": \"" },
        { "\"key\": \"AQID", "\"key\": \"\\u0041QID" },
        { "\"id\": \"kek-cccccccccccccccc\"", "\"id\": \"kek-bbbbbbbbbbbbbbbb\"" },
        { "\"id\": \"kek-cccccccccccccccc\"", "\"id\": \"kek-dddddddddddddddd\"" },
        { "\"id\": \"kek-cccccccccccccccc\"", "\"id\": \"../cccccccccccccccccc\"" },
        { "2026-01-02T00:00:00Z", "2026-01-02" },
        { "\"retired\": \"2026-01-03T00:00:00Z\"", "\"retired\": null" },
        { "\"retired\": ", "\"removed\": " },
        { "\"format\"", "\"format\": \"raindrop-keyring-1\", \"format\"" },
        { "}\n", "} {}" },
        { "]\n}", "]" },
        { "\"keys\": [", "\"keys\": [ 7," },
        { "{\n  \"format\"", "[\n  \"format\"" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_damaged_ring_is_refused_without_a_word_of_its_keys(string part, string replacement)
    {
        Frozen.Should().Contain(part);
        var at = Frozen.LastIndexOf(part, StringComparison.Ordinal);
        Write(Frozen[..at] + replacement + Frozen[(at + part.Length)..]);
        using var provider = _ring.Open();
        using var key = Secret.Random(32);

        var failure = (await FluentActions.Awaiting(() => provider.WrapAsync(key, new KeyContext("s", "k", "x")).AsTask()).Should().ThrowAsync<KeyProviderException>()).Which;

        failure.Failure.Should().Be(KeyProviderFailure.NotConfigured);
        failure.Message.Should().Contain("cannot be used").And.Contain("backup");
        failure.ToString().Should().NotContain("AQID").And.NotContain("BAUG");
    }

    [Fact]
    public void Each_part_of_a_ring_that_ends_too_early_is_refused()
    {
        var bytes = Encoding.UTF8.GetBytes(Frozen);
        for (var length = 0; length < bytes.Length - 1; length++)
            FluentActions.Invoking(() => KeyRingReading.FromText(bytes.AsSpan(0, length))).Should().Throw<FormatException>("{0} of {1} bytes are no ring", length, bytes.Length);
    }

    [Fact]
    public void Any_ring_is_read_as_it_was_written() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[0, 11], Gen.Long[0, 4_000_000_000]).Sample((count, current, seconds) =>
        {
            var created = DateTimeOffset.FromUnixTimeSeconds(seconds);
            var entries = Enumerable.Range(0, count).Select(_ => KeyRingEntry.Create(created)).ToList();
            using var ring = new KeyRingContent(entries[current % count].Id, [.. entries.Select((entry, i) => i == current % count || i % 3 > 0 ? entry : entry with { Key = null, RetiredAt = created })]);
            using var text = KeyRingWriting.ToText(ring);
            using var bytes = text.Read();
            using var read = KeyRingReading.FromText(bytes.Bytes);
            read.Describe().Should().Equal(ring.Describe());
        });

    private void Write(string text)
    {
        File.WriteAllText(_ring.Path, text);
        File.SetUnixFileMode(_ring.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static Secret KeyOf(byte first) => Secret.Copy([.. Enumerable.Range(first, 32).Select(b => (byte)b)]);

    private static DateTimeOffset At(int day) => new(2026, 1, day, 0, 0, 0, TimeSpan.Zero);
}
