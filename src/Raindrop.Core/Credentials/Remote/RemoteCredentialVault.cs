using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Raindrop.Documents;
using Raindrop.Tenancy;

namespace Raindrop.Credentials.Remote;

/// <summary>The credential vault of another process, so that a process that faces the internet holds no key. Each call has a connection of its own.</summary>
/// <remarks>
/// It throws what the vault there throws, facts included. Where the other process cannot be reached, does not answer in time or breaks off, it throws
/// <see cref="StoreUnavailableException"/>; a change that was asked for may then have been made or not.
/// </remarks>
public sealed class RemoteCredentialVault : ICredentialVault
{
    private readonly RemoteCalls _calls;

    /// <summary>Reaches the vault through a Unix domain socket. Nothing is sent yet.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="timeProvider">The clock of timeouts, or <see langword="null"/> for the system's.</param>
    /// <exception cref="ArgumentException">The options are not valid; the message names every mistake.</exception>
    public RemoteCredentialVault(RemoteCredentialVaultOptions options, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var mistakes = RemoteOptionsValidator.Mistakes(options);
        if (mistakes.Count > 0) throw new ArgumentException(string.Join(" ", mistakes), nameof(options));
        var endPoint = new UnixDomainSocketEndPoint(options.SocketPath);
        _calls = new RemoteCalls(token => ConnectAsync(endPoint, token), options.CallTimeout, timeProvider ?? TimeProvider.System);
    }

    /// <summary>Reaches the vault through streams of the host's making, for example over TLS.</summary>
    /// <param name="connect">Makes a connection, which the vault disposes. It throws <see cref="IOException"/> or <see cref="SocketException"/> where it can't.</param>
    /// <param name="callTimeout">How long a call may take in all; of a list, until its next item: 10 ms to 1 hour.</param>
    /// <param name="timeProvider">The clock of timeouts, or <see langword="null"/> for the system's.</param>
    /// <exception cref="ArgumentException">The time is not valid.</exception>
    public RemoteCredentialVault(Func<CancellationToken, ValueTask<Stream>> connect, TimeSpan callTimeout, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(connect);
        if (!RemoteOptionsValidator.IsCallTimeout(callTimeout)) throw new ArgumentException("The time must be between 10 ms and 1 hour.", nameof(callTimeout));
        _calls = new RemoteCalls(connect, callTimeout, timeProvider ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public ValueTask<CredentialInfo> StoreAsync(CredentialReference reference, Credential credential, CredentialAccess access, CancellationToken cancellationToken = default)
    {
        VaultArguments.Check(reference, access);
        VaultArguments.Check(credential);
        return ChangeAsync(RequestOf(WireCall.Store, reference, access), reference, credential, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<CredentialInfo> ReplaceAsync(CredentialReference reference, Credential credential, CredentialAccess access, string? version = null, CancellationToken cancellationToken = default)
    {
        VaultArguments.Check(reference, access);
        VaultArguments.Check(credential);
        return ChangeAsync(RequestOf(WireCall.Replace, reference, access) with { Version = version }, reference, credential, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<CredentialLease> OpenAsync(CredentialReference reference, CredentialAccess access, CancellationToken cancellationToken = default)
    {
        VaultArguments.Check(reference, access);
        using var call = _calls.Begin(cancellationToken);
        return await call.RunAsync(RequestOf(WireCall.Open, reference, access), reference, null, async (response, stream, token) =>
        {
            if (response is not { Info: { } info, Credential: { } credential }) throw new InvalidDataException();
            return new CredentialLease(info.ToInfo(), await stream.ReadSecretsAsync(credential, token).ConfigureAwait(false));
        }).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteAsync(TenantId tenant, string name, CredentialAccess access, CancellationToken cancellationToken = default)
    {
        VaultArguments.Check(tenant, nameof(tenant));
        CredentialLabel.ThrowIfInvalid(name, nameof(name));
        VaultArguments.Check(access);
        var reference = new CredentialReference(tenant, name, "");
        using var call = _calls.Begin(cancellationToken);
        return await call.RunAsync(RequestOf(WireCall.Delete, reference, access), reference, null, (response, _, _) => ValueTask.FromResult(response.IsDeleted)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<CredentialInfo> ListAsync(TenantId tenant, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        VaultArguments.Check(tenant, nameof(tenant));
        using var call = _calls.Begin(cancellationToken);
        var stream = await call.SendAsync(new WireRequest { Protocol = WireRequest.CurrentProtocol, Call = WireCall.List, Tenant = tenant.Value }, null).ConfigureAwait(false);
        await using var disposeStream = stream.ConfigureAwait(false);
        while (await call.ReadAsync(stream, new CredentialReference(tenant, "", "")).ConfigureAwait(false) is { Info: { } info }) yield return info.ToInfo();
    }

    private async ValueTask<CredentialInfo> ChangeAsync(WireRequest request, CredentialReference reference, Credential credential, CancellationToken cancellationToken)
    {
        using var call = _calls.Begin(cancellationToken);
        return await call.RunAsync(request with { Credential = WireCredential.Of(credential) }, reference, credential, (response, _, _) => ValueTask.FromResult(response.Info?.ToInfo() ?? throw new InvalidDataException())).ConfigureAwait(false);
    }

    private static WireRequest RequestOf(WireCall call, CredentialReference reference, CredentialAccess access) => new()
    {
        Protocol = WireRequest.CurrentProtocol,
        Call = call,
        Tenant = reference.Tenant.Value,
        Name = reference.Name,
        Purpose = reference.Purpose,
        Actor = access.Actor,
    };

    private static async ValueTask<Stream> ConnectAsync(UnixDomainSocketEndPoint endPoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
