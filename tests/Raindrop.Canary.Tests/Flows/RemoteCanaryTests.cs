using System.Net.Sockets;
using Raindrop.Canary.Tests.Stores;
using Raindrop.Credentials.Remote;

namespace Raindrop.Canary.Tests.Flows;

/// <summary>The same with the vault in another process: the line between the two is the one place where secrets are, and it breaks at every read and write.</summary>
public sealed class RemoteCanaryTests
{
    [Theory]
    [InlineData(Fault.None)]
    [InlineData(Fault.RequestLost)]
    [InlineData(Fault.AnswerLost)]
    [InlineData(Fault.Cancelled)]
    [InlineData(Fault.Crash)]
    public async Task No_secret_and_no_key_shows_on_either_side(Fault fault)
    {
        await using var world = await VaultWorld.CreateAsync(CanaryStore.Embedded);
        var socket = Path.Combine(world.Folder, "vault.sock");
        await using var listener = new CredentialVaultListener(world.Vault, new CredentialVaultListenerOptions { SocketPath = socket });
        listener.Start();
        world.Vault = new RemoteCredentialVault(async token => new GatedStream(await ConnectAsync(socket, token), world.Gate), TimeSpan.FromSeconds(30));

        await Steps.RunAsync(world, fault, [.. CredentialSteps.All]);

        world.Captured.CountOf("an open lease").Should().BePositive("a lease has come over");
        File.Delete(socket);
        world.CheckLeaks();
    }

    private static async Task<Stream> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
