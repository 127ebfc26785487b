using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Raindrop.Credentials;

namespace Raindrop.Core.Tests.Credentials;

public sealed class SecretTests
{
    [Fact]
    public void Its_bytes_are_read_through_a_lease()
    {
        using var secret = Secret.FromText("pässword");
        using var lease = secret.Read();

        Encoding.UTF8.GetString(lease.Bytes).Should().Be("pässword");
        secret.Length.Should().Be(9);
    }

    [Fact]
    public void It_is_a_copy_and_leaves_the_original_alone()
    {
        byte[] bytes = [1, 2, 3];
        using var secret = Secret.Copy(bytes);
        bytes[0] = 9;

        Bytes(secret).Should().Equal(1, 2, 3);
    }

    [Fact]
    public void Disposing_zeroes_the_bytes()
    {
        var secret = Secret.Copy([1, 2, 3]);
        var memory = MemoryOf(secret);
        secret.Dispose();

        memory.Should().Equal(0, 0, 0);
        FluentActions.Invoking(() => Bytes(secret)).Should().Throw<ObjectDisposedException>();
        secret.Dispose();
    }

    [Fact]
    public void Bytes_that_are_being_read_are_zeroed_when_the_last_reader_has_finished()
    {
        var secret = Secret.Copy([1, 2, 3]);
        var memory = MemoryOf(secret);
        using (var first = secret.Read())
        {
            using (secret.Read())
            {
                secret.Dispose();
                secret.Dispose();
            }

            first.Bytes.ToArray().Should().Equal(1, 2, 3);
            FluentActions.Invoking(() => Bytes(secret)).Should().Throw<ObjectDisposedException>("no reader begins after it was disposed");
        }

        memory.Should().Equal(0, 0, 0);
    }

    [Fact]
    public void Bytes_that_were_written_before_writing_failed_are_zeroed()
    {
        nint address = 0;
        var writing = () => Secret.Create(3, 0, (bytes, _) =>
        {
            bytes.Fill(7);
            // Pinned, so that it is still there afterwards.
            address = AddressOf(bytes);
            throw new InvalidOperationException();
        });

        writing.Should().Throw<InvalidOperationException>();
        Marshal.ReadByte(address, 2).Should().Be(0);
    }

    [Fact]
    public void A_secret_that_its_owner_forgets_is_zeroed_when_it_is_collected()
    {
        var memory = Forget();
        for (var n = 0; n < 10 && memory.Any(value => value != 0); n++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        memory.Should().OnlyContain(value => value == 0);
    }

    [Fact]
    public async Task Readers_on_many_threads_see_the_whole_secret_or_that_it_is_gone()
    {
        for (var round = 0; round < 50; round++)
        {
            var secret = Secret.Copy(Enumerable.Repeat((byte)7, 256).ToArray());
            var memory = MemoryOf(secret);
            using var start = new Barrier(5);
            var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            {
                start.SignalAndWait();
                return ReadUntilGone(secret);
            })).ToList();
            start.SignalAndWait();
            secret.Dispose();

            (await Task.WhenAll(readers)).Should().OnlyContain(sawHalf => !sawHalf);
            memory.Should().OnlyContain(value => value == 0);
        }
    }

    [Fact]
    public void Its_memory_is_one_that_the_collector_does_not_move()
    {
        List<object> garbage = [.. Enumerable.Range(0, 10_000).Select(_ => new byte[50])];
        var secrets = Enumerable.Range(0, 20).Select(_ => Secret.Random(64)).ToList();
        var before = secrets.ConvertAll(secret => AddressOf(MemoryOf(secret)));
        garbage.Clear();
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);

        secrets.ConvertAll(secret => AddressOf(MemoryOf(secret))).Should().Equal(before);
        secrets.ForEach(secret => secret.Dispose());
        GC.KeepAlive(garbage);
    }

    [Fact]
    public void Secrets_are_equal_where_their_bytes_are()
    {
        using var secret = Secret.Copy([1, 2, 3]);
        using var clone = secret.Clone();
        using var longer = Secret.Copy([1, 2, 3, 4]);
        using var other = Secret.Copy([9, 2, 3]);

        (secret.Equals(clone), secret.Equals((object)clone), secret.Equals(secret)).Should().Be((true, true, true));
        (secret.Equals(longer), secret.Equals(other), secret.Equals((object)"")).Should().Be((false, false, false));
        secret.GetHashCode().Should().Be(other.GetHashCode(), "a hash would tell something of the bytes");
        clone.Dispose();
        Bytes(secret).Should().Equal(1, 2, 3);
        FluentActions.Invoking(() => secret.Equals(clone)).Should().Throw<ObjectDisposedException>();
        secret.Equals(null).Should().BeFalse();
    }

    [Fact]
    public void A_text_that_has_no_UTF8_form_is_refused() =>
        FluentActions.Invoking(() => Secret.FromText("a\ud800")).Should().Throw<EncoderFallbackException>();

    [Fact]
    public void Disposing_a_lease_or_a_credential_zeroes_both_its_secrets()
    {
        var credential = Examples.Tokens();
        var (value, token) = (MemoryOf(credential.Value), MemoryOf(credential.RefreshToken!));
        new CredentialLease(Info, credential).Dispose();

        value.Should().OnlyContain(one => one == 0);
        token.Should().OnlyContain(one => one == 0);
    }

    private static CredentialInfo Info => new() { Reference = default, Kind = CredentialKind.OAuthTokens, StoredAt = default, Version = "1-a" };

    // Not inlined, so that nothing keeps the secret.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte[] Forget() => MemoryOf(Secret.Copy([1, 2, 3]));

    private static byte[] Bytes(Secret secret)
    {
        using var lease = secret.Read();
        return lease.Bytes.ToArray();
    }

    private static bool ReadUntilGone(Secret secret)
    {
        try
        {
            while (true)
            {
                using var lease = secret.Read();
                if (lease.Bytes.ContainsAnyExcept((byte)7)) return true;
            }
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    private static byte[] MemoryOf(Secret secret) => (byte[])typeof(Secret).GetField("_bytes", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(secret)!;

    private static nint AddressOf(Span<byte> bytes) => Unsafe.ByteOffset(ref Unsafe.NullRef<byte>(), ref MemoryMarshal.GetReference(bytes));

    private static nint AddressOf(byte[] bytes) => Marshal.UnsafeAddrOfPinnedArrayElement(bytes, 0);
}
