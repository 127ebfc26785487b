using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Raindrop.Credentials.Remote;

namespace Raindrop.Credentials.Tests.Remote;

/// <summary>How a listener begins and ends, and what it finds in its socket's place.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ListenerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rd-listener-").FullName;

    private string SocketPath => Path.Combine(_folder, "vault.sock");

    [Fact]
    public async Task It_may_be_disposed_more_than_once_and_at_once()
    {
        var listener = NewListener();
        listener.Start();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => listener.DisposeAsync().AsTask())));
        await listener.DisposeAsync();

        File.Exists(SocketPath).Should().BeFalse();
        FluentActions.Invoking(listener.Start).Should().Throw<ObjectDisposedException>();
        File.Exists(SocketPath).Should().BeFalse();
    }

    [Fact]
    public async Task It_has_ended_when_its_calls_have()
    {
        var (begun, hasEnded) = (new TaskCompletionSource(), false);
        var remote = new RemoteWorld(new ScriptedVault(async (_, token) =>
        {
            begun.SetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, token);
            }
            finally
            {
                // What the vault still writes must not find its store closed.
                await Task.Delay(100, CancellationToken.None);
                hasEnded = true;
            }
        }));
        var opening = remote.Client.OpenAsync(remote.Imap, VaultWorld.Access, TestContext.Current.CancellationToken).AsTask();
        await begun.Task;
        await remote.DisposeAsync();

        hasEnded.Should().BeTrue();
        await FluentActions.Awaiting(() => opening).Should().ThrowAsync<Documents.StoreUnavailableException>();
    }

    [Fact]
    public async Task A_host_that_ends_a_call_of_its_own_connection_is_told_that_it_did()
    {
        await using var listener = NewListener();
        var (near, far) = (new System.IO.Pipelines.Pipe(), new CancellationTokenSource());
        var serving = listener.ServeAsync(near.Reader.AsStream(), far.Token);
        await far.CancelAsync();

        await FluentActions.Awaiting(() => serving).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task One_after_another_uses_the_same_path()
    {
        var client = new RemoteCredentialVault(new RemoteCredentialVaultOptions { SocketPath = SocketPath });
        for (var n = 0; n < 3; n++)
        {
            await using var listener = NewListener();
            listener.Start();
            (await client.ListAsync(Tenancy.TenantId.New(), TestContext.Current.CancellationToken).CountAsync()).Should().Be(1);
        }
    }

    [Fact]
    public async Task Of_those_that_start_at_once_one_listens_and_the_others_say_so()
    {
        var client = new RemoteCredentialVault(new RemoteCredentialVaultOptions { SocketPath = SocketPath });
        for (var n = 0; n < 50; n++)
        {
            // A dead one's, which each of them would remove.
            using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
            {
                dead.Bind(new UnixDomainSocketEndPoint(SocketPath));
                File.Move(SocketPath, SocketPath + ".dead");
            }

            File.Move(SocketPath + ".dead", SocketPath);
            var listeners = Enumerable.Range(0, 8).Select(_ => NewListener()).ToList();
            using var start = new Barrier(listeners.Count);
            var failures = await Task.WhenAll(listeners.Select(listener => Task.Factory.StartNew(() => Failure(start, listener), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

            failures.Where(failure => failure is null).Should().ContainSingle();
            failures.OfType<Exception>().Should().AllBeOfType<InvalidOperationException>().And.OnlyContain(failure => failure.Message.Contains("Another process listens"));
            (await client.ListAsync(Tenancy.TenantId.New(), TestContext.Current.CancellationToken).CountAsync()).Should().Be(1);
            foreach (var listener in listeners) await listener.DisposeAsync();
        }

        static Exception? Failure(Barrier start, CredentialVaultListener listener)
        {
            start.SignalAndWait();
            try
            {
                listener.Start();
                return null;
            }
            catch (Exception e)
            {
                return e;
            }
        }
    }

    [Fact]
    public async Task No_more_calls_are_served_at_once_than_it_was_told_and_the_others_wait()
    {
        var (now, most, served) = (0, 0, 0);
        var two = new TaskCompletionSource();
        await using var remote = new RemoteWorld(
            new ScriptedVault(async (_, token) =>
            {
                var running = Interlocked.Increment(ref now);
                for (var seen = Volatile.Read(ref most); seen < running; seen = Volatile.Read(ref most)) Interlocked.CompareExchange(ref most, running, seen);
                if (running == 2) two.TrySetResult();
                await two.Task.WaitAsync(TimeSpan.FromSeconds(30), token);
                await Task.Delay(20, token);
                Interlocked.Decrement(ref now);
                Interlocked.Increment(ref served);
            }),
            options => options.MaxCalls = 2);

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => remote.Client.DeleteAsync(remote.Tenant, "a", VaultWorld.Access, TestContext.Current.CancellationToken).AsTask()));
        (served, most).Should().Be((12, 2));
    }

    public static TheoryData<string> Occupants => ["an empty file", "a link to an empty file", "a link to a device", "a pipe", "a folder"];

    [Theory]
    [MemberData(nameof(Occupants))]
    public async Task Whatever_else_is_in_the_sockets_place_is_left_alone(string what)
    {
        var other = Path.Combine(_folder, "other");
        await File.WriteAllBytesAsync(other, [], TestContext.Current.CancellationToken);
        switch (what)
        {
            case "an empty file": File.Move(other, SocketPath); break;
            case "a link to an empty file": File.CreateSymbolicLink(SocketPath, other); break;
            case "a link to a device": File.CreateSymbolicLink(SocketPath, "/dev/null"); break;
            case "a pipe": (await RunAsync("mkfifo", SocketPath)).Should().Be(0); break;
            default: Directory.CreateDirectory(SocketPath); break;
        }

        await using (var listener = NewListener())
        {
            if (what == "a folder") FluentActions.Invoking(listener.Start).Should().Throw<SocketException>();
            else FluentActions.Invoking(listener.Start).Should().Throw<InvalidOperationException>().WithMessage("*There is a file in the place*");
        }

        Path.Exists(SocketPath).Should().BeTrue();
    }

    [Fact]
    public async Task Nothing_listens_where_everybody_could_put_a_socket_of_their_own()
    {
        File.SetUnixFileMode(_folder, (UnixFileMode)0b111_111_111 | UnixFileMode.StickyBit);
        await using (var listener = NewListener())
        {
            FluentActions.Invoking(listener.Start).Should().Throw<InvalidOperationException>().WithMessage("*Everybody may write*");
        }

        File.Exists(SocketPath).Should().BeFalse();
        File.SetUnixFileMode(_folder, (UnixFileMode)0b111_111_101);
        await using var allowed = NewListener();
        FluentActions.Invoking(allowed.Start).Should().NotThrow();
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told()
    {
        var listener = new CredentialVaultListener(NewVault(), new CredentialVaultListenerOptions { SocketPath = Path.Combine(_folder, "none", "vault.sock") });

        FluentActions.Invoking(listener.Start).Should().Throw<SocketException>();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private CredentialVaultListener NewListener() => new(NewVault(), new CredentialVaultListenerOptions { SocketPath = SocketPath });

    private static ScriptedVault NewVault() => new((_, _) => Task.CompletedTask);

    private static async Task<int> RunAsync(string program, string argument)
    {
        using var process = Process.Start(program, [argument]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }
}
