using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using CsCheck;
using Raindrop.Credentials.Remote;
using Raindrop.Documents;

namespace Raindrop.Credentials.Tests.Remote;

/// <summary>Peers that say whatever they like.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class HostilePeerTests
{
    private const string Store = """{"protocol":1,"call":"Store","tenant":"aaaaaaaaaaaaaaaaaaaaaaaaaa","name":"mail","purpose":"import","actor":"test","version":"1-a","credential":{"kind":"Password","scheme":"imaps","host":"imap.example.org","port":993,"expiresAt":"2026-01-31T23:59:59Z","hasUserName":true,"hasRefreshToken":true}}""";
    private const string Opened = """{"info":{"tenant":"aaaaaaaaaaaaaaaaaaaaaaaaaa","name":"mail","purpose":"import","kind":"Password","storedAt":"1970-01-01T00:00:00Z","version":"1-a"},"credential":{"kind":"Password","scheme":"imaps","host":"imap.example.org","port":993,"hasUserName":true,"hasRefreshToken":false}}""";

    [Fact]
    public async Task Whatever_is_said_to_a_listener_ends_that_connection_and_no_more()
    {
        var request = Said(Store, "user", "value", "token");
        await using var listener = new CredentialVaultListener(new ScriptedVault((_, _) => Task.CompletedTask), TimeSpan.FromSeconds(10));

        await Mutated(request).SampleAsync(async said =>
        {
            using var peer = new Peer(said);
            await listener.ServeAsync(peer).WaitAsync(TimeSpan.FromSeconds(30));
            peer.IsClosed.Should().BeTrue();
        }, iter: 2000, threads: 1);

        using var unspoilt = new Peer(request, isHeldOpen: true);
        await listener.ServeAsync(unspoilt, TestContext.Current.CancellationToken);
        unspoilt.Written.Should().Contain("\"info\":{\"tenant\":\"aaaaaaaaaaaaaaaaaaaaaaaaaa\"");
    }

    [Fact]
    public async Task Whatever_a_listener_says_is_an_answer_or_a_failure_of_the_store()
    {
        await Mutated(Said(Opened, "user", "value")).SampleAsync(async said =>
        {
            var client = new RemoteCredentialVault(_ => ValueTask.FromResult<Stream>(new Peer(said)), TimeSpan.FromSeconds(10));
            try
            {
                using var lease = await client.OpenAsync(new CredentialReference(Tenancy.TenantId.New(), "mail", "import"), VaultWorld.Access);
                Enum.IsDefined(lease.Credential.Kind).Should().BeTrue();
            }
            catch (DocumentStoreException)
            {
            }
        }, iter: 2000, threads: 1);
    }

    [Theory]
    [InlineData("\"call\":\"Store\"", "\"call\":4")]
    [InlineData("\"call\":\"Store\"", "\"call\":99")]
    [InlineData("\"kind\":\"Password\"", "\"kind\":0")]
    [InlineData("\"kind\":\"Password\"", "\"kind\":99")]
    public async Task A_number_is_not_the_name_of_anything(string part, string other)
    {
        await using var listener = new CredentialVaultListener(new ScriptedVault((_, _) => throw new InvalidOperationException("It was reached.")), TimeSpan.FromSeconds(10));
        using var peer = new Peer(Said(Store.Replace(part, other, StringComparison.Ordinal), "user", "value", "token"), isHeldOpen: true);
        await listener.ServeAsync(peer, TestContext.Current.CancellationToken);
        peer.Written.Should().BeEmpty();

        if (!part.Contains("kind")) return;
        var client = new RemoteCredentialVault(_ => ValueTask.FromResult<Stream>(new Peer(Said(Opened.Replace(part, other, StringComparison.Ordinal), "user", "value"))), TimeSpan.FromSeconds(10));
        await FluentActions.Awaiting(() => client.OpenAsync(new CredentialReference(Tenancy.TenantId.New(), "mail", "import"), VaultWorld.Access).AsTask()).Should().ThrowAsync<StoreProtocolException>();
    }

    [Theory]
    [InlineData(16 * 1024, true)]
    [InlineData((16 * 1024) + 1, false)]
    public async Task A_frame_of_JSON_has_16_KB_at_most(int length, bool isTaken)
    {
        await using var listener = new CredentialVaultListener(new ScriptedVault((_, _) => Task.CompletedTask), TimeSpan.FromSeconds(10));
        using var peer = new Peer(Said(Store.PadRight(length), "user", "value", "token"), isHeldOpen: true);
        await listener.ServeAsync(peer, TestContext.Current.CancellationToken);

        peer.Written.Contains("\"info\"", StringComparison.Ordinal).Should().Be(isTaken);
    }

    [Fact]
    public async Task A_secret_has_64_KB_at_most()
    {
        await using var listener = new CredentialVaultListener(new ScriptedVault((_, _) => Task.CompletedTask), TimeSpan.FromSeconds(10));
        foreach (var (length, isTaken) in new[] { (Credential.MaxLength, true), (Credential.MaxLength + 1, false) })
        {
            using var peer = new Peer(Said(Store, "user", new string('x', length), "token"), isHeldOpen: true);
            await listener.ServeAsync(peer, TestContext.Current.CancellationToken);
            peer.Written.Contains("\"info\"", StringComparison.Ordinal).Should().Be(isTaken);
        }
    }

    [Fact]
    public async Task A_socket_that_this_process_may_not_use_is_forbidden()
    {
        var client = new RemoteCredentialVault(_ => throw new SocketException((int)SocketError.AccessDenied), TimeSpan.FromSeconds(10));

        await FluentActions.Awaiting(() => client.OpenAsync(new CredentialReference(Tenancy.TenantId.New(), "a", "b"), VaultWorld.Access).AsTask()).Should().ThrowAsync<StoreForbiddenException>().WithMessage("*owner, group and mode*");
    }

    [Fact]
    public async Task A_connection_that_breaks_while_it_is_written_to_is_closed()
    {
        var broken = new Peer([], isBroken: true);
        var client = new RemoteCredentialVault(_ => ValueTask.FromResult<Stream>(broken), TimeSpan.FromSeconds(10));

        await FluentActions.Awaiting(() => client.OpenAsync(new CredentialReference(Tenancy.TenantId.New(), "a", "b"), VaultWorld.Access).AsTask()).Should().ThrowAsync<StoreUnavailableException>();
        broken.IsClosed.Should().BeTrue();
    }

    [Fact]
    public void A_time_that_no_call_can_have_is_refused()
    {
        foreach (var time in (TimeSpan[])[TimeSpan.Zero, Timeout.InfiniteTimeSpan, TimeSpan.FromHours(2)])
            FluentActions.Invoking(() => new RemoteCredentialVault(_ => ValueTask.FromResult(Stream.Null), time)).Should().Throw<ArgumentException>().WithMessage("*between 10 ms and 1 hour*");
    }

    /// <summary>What was said, with bytes changed, left out or put in, or cut off.</summary>
    private static Gen<byte[]> Mutated(byte[] said) => Gen.Select(Gen.Int[0, said.Length - 1], Gen.Int[0, 3], Gen.Byte.Array[1, 4], Gen.Int[0, said.Length]).Select(
        (at, way, bytes, end) => way switch
        {
            0 => [.. said[..at], .. bytes, .. said[Math.Min(said.Length, at + bytes.Length)..]],
            1 => [.. said[..at], .. said[(at + 1)..]],
            2 => [.. said[..at], .. bytes, .. said[at..]],
            _ => said[..end],
        });

    private static byte[] Said(string json, params string[] secrets) => [.. new[] { json }.Concat(secrets).SelectMany(Frame)];

    private static byte[] Frame(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var frame = new byte[4 + bytes.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, bytes.Length);
        bytes.CopyTo(frame, 4);
        return frame;
    }

    /// <summary>Says what it was given and takes whatever it is told; then it ends, or waits.</summary>
    private sealed class Peer(byte[] said, bool isHeldOpen = false, bool isBroken = false) : MemoryStream(said)
    {
        private readonly MemoryStream _written = new();

        public bool IsClosed { get; private set; }

        public string Written => Encoding.UTF8.GetString(_written.ToArray());

        public override bool CanWrite => true;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (isHeldOpen && Position == Length) await Task.Delay(Timeout.Infinite, cancellationToken);
            return await base.ReadAsync(buffer, cancellationToken);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            isBroken ? throw new IOException() : _written.WriteAsync(buffer, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            IsClosed = true;
            base.Dispose(disposing);
        }
    }
}
