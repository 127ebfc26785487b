using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using Raindrop.Credentials.Remote;
using Raindrop.Documents;

namespace Raindrop.Credentials.Tests.Remote;

/// <summary>What goes over the wire, and what happens to whoever says something else.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class WireTests
{
    private const string Open = """{"protocol":1,"call":"Open","tenant":"aaaaaaaaaaaaaaaaaaaaaaaaaa","name":"mail","purpose":"import","actor":"test"}""";

    [Fact]
    public async Task A_call_and_its_answer_have_the_form_that_is_documented()
    {
        await using var remote = new RemoteWorld(new ScriptedVault((_, _) => Task.CompletedTask));
        var answer = await AskAsync(remote, Frame(Open));

        var json = ReadFrame(answer, out var rest);
        Encoding.UTF8.GetString(json).Should().Be(
            """{"info":{"tenant":"aaaaaaaaaaaaaaaaaaaaaaaaaa","name":"mail","purpose":"import","kind":"Password","storedAt":"1970-01-01T00:00:00+00:00","version":"1-a"},"credential":{"kind":"Password","scheme":"imaps","host":"imap.example.org","port":993,"hasUserName":true,"hasRefreshToken":false},"isDeleted":false,"isEnd":false}""");
        Encoding.UTF8.GetString(ReadFrame(rest, out rest)).Should().Be("user@example.org");
        Encoding.UTF8.GetString(ReadFrame(rest, out rest)).Should().Be("correct horse");
        rest.Should().BeEmpty();
    }

    [Fact]
    public async Task A_caller_that_never_reads_its_answer_does_not_keep_others_out()
    {
        await using var remote = new RemoteWorld(
            new ScriptedVault((_, _) => Task.CompletedTask) { IsEndless = true },
            options => (options.MaxCalls, options.RequestTimeout) = (1, TimeSpan.FromMilliseconds(200)));
        using var idle = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await idle.ConnectAsync(new UnixDomainSocketEndPoint(remote.SocketPath), TestContext.Current.CancellationToken);
        await idle.SendAsync(Frame(Open.Replace("Open", "List", StringComparison.Ordinal)), TestContext.Current.CancellationToken);

        (await idle.ReceiveAsync(new byte[16], TestContext.Current.CancellationToken)).Should().Be(16, "its list has begun");

        using var lease = await remote.NewClient(TimeSpan.FromSeconds(30)).OpenAsync(remote.Imap, VaultWorld.Access, TestContext.Current.CancellationToken);
        lease.Info.Reference.Name.Should().Be("mail.imap");
    }

    public static TheoryData<string, byte[]> Nonsense => new()
    {
        { "no JSON", Frame("nonsense") },
        { "null", Frame("null") },
        { "no such call", Frame(Open.Replace("Open", "Shred", StringComparison.Ordinal)) },
        { "no tenant", Frame("""{"protocol":1,"call":"Open"}""") },
        { "no tenant's id", Frame(Open.Replace("aaaa", "AAAA", StringComparison.Ordinal)) },
        { "a member twice", Frame(Open.Replace("\"name\":\"mail\"", "\"name\":\"mail\",\"name\":\"other\"", StringComparison.Ordinal)) },
        { "too long a frame", [0, 1, 0, 0, .. new byte[65536]] },
        { "a negative length", [0xff, 0xff, 0xff, 0xff] },
        { "half a frame", Frame(Open)[..40] },
        { "too long a secret", [.. Frame(Open.Replace("Open", "Store", StringComparison.Ordinal)[..^1] + ""","credential":{"kind":"Password","scheme":"imaps","host":"a","port":1}}"""), 0, 1, 0, 1] },
        { "no endpoint", [.. Frame(Open.Replace("Open", "Store", StringComparison.Ordinal)[..^1] + ""","credential":{"kind":"Password","scheme":"imaps","host":"a b","port":1}}"""), 0, 0, 0, 1, 65] },
    };

    [Theory]
    [MemberData(nameof(Nonsense))]
    public async Task Whoever_says_something_else_gets_no_answer_and_reaches_no_vault(string what, byte[] said)
    {
        var isReached = false;
        await using var remote = new RemoteWorld(
            new ScriptedVault((_, _) =>
            {
                isReached = true;
                return Task.CompletedTask;
            }),
            options => options.RequestTimeout = TimeSpan.FromMilliseconds(200));

        (await AskAsync(remote, said)).Should().BeEmpty(what);
        isReached.Should().BeFalse();
        using var lease = await remote.Client.OpenAsync(remote.Imap, VaultWorld.Access);
        lease.Credential.Value.RevealAsString().Should().Be("correct horse", "others are served");
    }

    [Fact]
    public async Task A_call_without_what_it_needs_is_told()
    {
        await using var world = await VaultWorld.CreateAsync();
        await using var remote = new RemoteWorld(world.Vault);

        foreach (var call in new[] { Open.Replace("\"name\":\"mail\",", "", StringComparison.Ordinal), Open.Replace("Open", "Store", StringComparison.Ordinal), Open.Replace("\"actor\":\"test\"", "\"actor\":\"A\"", StringComparison.Ordinal) })
            Encoding.UTF8.GetString(ReadFrame(await AskAsync(remote, Frame(call)), out _)).Should().Contain("""{"error":{"type":"ArgumentException",""".TrimStart('{'));
    }

    [Theory]
    [InlineData("\"protocol\":2,", "version 2")]
    [InlineData("", "version 0")]
    public async Task A_caller_of_another_version_is_told_so(string protocol, string version)
    {
        await using var remote = new RemoteWorld(new ScriptedVault((_, _) => throw new InvalidOperationException("It was reached.")));
        var answer = await AskAsync(remote, Frame(Open.Replace("\"protocol\":1,", protocol, StringComparison.Ordinal)));
        Encoding.UTF8.GetString(ReadFrame(answer, out _)).Should().Contain("StoreProtocolException").And.Contain(version);

        var client = new RemoteCredentialVault(_ => ValueTask.FromResult<Stream>(new Answering(answer)), TimeSpan.FromSeconds(10));
        await FluentActions.Awaiting(() => client.OpenAsync(remote.Imap, VaultWorld.Access).AsTask()).Should().ThrowAsync<StoreProtocolException>().WithMessage("*bring both processes to the same version*");
    }

    public static TheoryData<string, byte[]> Answers => new()
    {
        { "nothing", [] },
        { "half a frame", [0, 0, 0, 9, 1] },
        { "no JSON", Frame("nonsense") },
        { "nothing of use", Frame("{}") },
        { "an unknown error", Frame("""{"error":{"type":"Nothing"}}""") },
        { "no tenant's id", Frame("""{"info":{"tenant":"A","name":"a","purpose":"b","kind":"Password","storedAt":"1970-01-01T00:00:00Z","version":"1"},"credential":{"kind":"Password","scheme":"imaps","host":"a","port":1}}""") },
        { "half a secret", [.. Frame("""{"info":{"tenant":"aaaaaaaaaaaaaaaaaaaaaaaaaa","name":"a","purpose":"b","kind":"Password","storedAt":"1970-01-01T00:00:00Z","version":"1"},"credential":{"kind":"Password","scheme":"imaps","host":"a","port":1}}"""), 0, 0, 0, 9, 65] },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task What_answers_something_else_is_told_apart(string what, byte[] answer)
    {
        var client = new RemoteCredentialVault(_ => ValueTask.FromResult<Stream>(new Answering(answer)), TimeSpan.FromSeconds(10));
        var opening = () => client.OpenAsync(new CredentialReference(Tenancy.TenantId.New(), "a", "b"), VaultWorld.Access).AsTask();

        (await opening.Should().ThrowAsync<DocumentStoreException>(what)).Which.Should().Match(e => e is StoreProtocolException || e is StoreUnavailableException);
    }

    private static byte[] Frame(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var frame = new byte[4 + bytes.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, bytes.Length);
        bytes.CopyTo(frame, 4);
        return frame;
    }

    private static byte[] ReadFrame(byte[] bytes, out byte[] rest)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(bytes);
        rest = bytes[(4 + length)..];
        return bytes[4..(4 + length)];
    }

    /// <summary>Says something, and reads until the other side ends.</summary>
    private static async Task<byte[]> AskAsync(RemoteWorld remote, byte[] said)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(remote.SocketPath));
        await using var stream = new NetworkStream(socket);
        using var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(said);
            await stream.CopyToAsync(answer).WaitAsync(TimeSpan.FromSeconds(30));
        }
        catch (IOException)
        {
            // It hung up on what it had not read.
        }

        return answer.ToArray();
    }

    /// <summary>Takes whatever is written and reads as given.</summary>
    private sealed class Answering(byte[] answer) : MemoryStream(answer)
    {
        public override bool CanWrite => true;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }
}
