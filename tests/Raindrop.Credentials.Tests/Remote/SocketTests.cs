using System.Net.Sockets;
using System.Runtime.Versioning;
using Raindrop.Credentials.Remote;

namespace Raindrop.Credentials.Tests.Remote;

/// <summary>The socket of a listener: whose it is, and what is left alone in its place.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SocketTests
{
    [Fact]
    public async Task The_socket_is_its_owners_alone_and_goes_with_the_listener()
    {
        var remote = new RemoteWorld(new ScriptedVault((_, _) => Task.CompletedTask));
        File.GetUnixFileMode(remote.SocketPath).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var path = remote.SocketPath;

        await remote.Listener.DisposeAsync();
        File.Exists(path).Should().BeFalse();
    }

    [Fact]
    public async Task A_group_may_be_let_in()
    {
        const UnixFileMode Group = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
        await using var remote = new RemoteWorld(new ScriptedVault((_, _) => Task.CompletedTask), options => options.SocketMode = Group);

        File.GetUnixFileMode(remote.SocketPath).Should().Be(Group);
    }

    [Fact]
    public async Task The_socket_of_another_listener_that_lives_is_left_alone()
    {
        await using var remote = new RemoteWorld(new ScriptedVault((_, _) => Task.CompletedTask));
        var second = new CredentialVaultListener(new ScriptedVault((_, _) => Task.CompletedTask), new CredentialVaultListenerOptions { SocketPath = remote.SocketPath });
        FluentActions.Invoking(second.Start).Should().Throw<InvalidOperationException>().WithMessage("*Another process listens*");
        await second.DisposeAsync();

        using var lease = await remote.Client.OpenAsync(remote.Imap, VaultWorld.Access);
        lease.Info.Reference.Should().Be(remote.Imap);
    }

    [Fact]
    public async Task A_file_in_the_sockets_place_is_left_alone()
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, "precious", TestContext.Current.CancellationToken);
        await using var listener = new CredentialVaultListener(new ScriptedVault((_, _) => Task.CompletedTask), new CredentialVaultListenerOptions { SocketPath = path });

        FluentActions.Invoking(listener.Start).Should().Throw<InvalidOperationException>();
        (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).Should().Be("precious");
        File.Delete(path);
    }

    [Fact]
    public void Options_that_are_wrong_are_named_together()
    {
        var vault = new ScriptedVault((_, _) => Task.CompletedTask);
        FluentActions.Invoking(() => new CredentialVaultListener(vault, new CredentialVaultListenerOptions { SocketMode = UnixFileMode.OtherWrite, MaxCalls = 0, RequestTimeout = TimeSpan.Zero }))
            .Should().Throw<ArgumentException>().Which.Message.Should().ContainAll("SocketPath must be set", "lets everybody connect", "MaxCalls", "RequestTimeout");
        FluentActions.Invoking(() => new RemoteCredentialVault(new RemoteCredentialVaultOptions { SocketPath = new string('a', 108), CallTimeout = TimeSpan.Zero }))
            .Should().Throw<ArgumentException>().Which.Message.Should().ContainAll("more than 107 bytes", "CallTimeout");
    }

    [Fact]
    public async Task A_stream_of_the_hosts_own_serves_as_well()
    {
        await using var listener = new CredentialVaultListener(new ScriptedVault((_, _) => Task.CompletedTask), TimeSpan.FromSeconds(10));
        List<Task> served = [];
        using var server = new TcpListener(System.Net.IPAddress.Loopback, 0);
        server.Start();
        var client = new RemoteCredentialVault(async token =>
        {
            var tcp = new TcpClient();
            await tcp.ConnectAsync((System.Net.IPEndPoint)server.LocalEndpoint, token);
            served.Add(listener.ServeAsync((await server.AcceptTcpClientAsync(token)).GetStream(), token));
            return tcp.GetStream();
        }, TimeSpan.FromSeconds(30));
        using var lease = await client.OpenAsync(new CredentialReference(Tenancy.TenantId.New(), "a", "b"), VaultWorld.Access, TestContext.Current.CancellationToken);

        lease.Credential.Value.RevealAsString().Should().Be("correct horse");
        await Task.WhenAll(served);
        FluentActions.Invoking(listener.Start).Should().Throw<InvalidOperationException>().WithMessage("*has no socket*");
        FluentActions.Invoking(() => new CredentialVaultListener(new ScriptedVault((_, _) => Task.CompletedTask), TimeSpan.Zero)).Should().Throw<ArgumentException>().WithMessage("*between 10 ms and 10 minutes*");
    }
}
