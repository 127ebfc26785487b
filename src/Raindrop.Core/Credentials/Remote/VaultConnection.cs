using Raindrop.Tenancy;

namespace Raindrop.Credentials.Remote;

/// <summary>Serves the one call of a connection. A caller that goes away ends its call.</summary>
internal sealed class VaultConnection(ICredentialVault vault, WireStream stream, TimeSpan requestTimeout, TimeProvider time)
{
    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        using var call = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var (request, credential) = await ReceiveAsync(cancellationToken).ConfigureAwait(false);
        using var disposeCredential = credential;
        if (request.Protocol != WireRequest.CurrentProtocol)
        {
            await SendAsync(new WireResponse { Error = WireErrors.OtherProtocol(request.Protocol) }, null, cancellationToken).ConfigureAwait(false);
            return;
        }

        var asked = ReferenceOf(request);
        var end = CancelAtEndAsync(call);
        try
        {
            await AnswerAsync(request, asked, credential, call.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException and not IOException)
        {
            await SendAsync(new WireResponse { Error = WireErrors.Of(e, asked) }, null, call.Token).ConfigureAwait(false);
        }
        finally
        {
            await call.CancelAsync().ConfigureAwait(false);
            await end.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async ValueTask<(WireRequest Request, Credential? Credential)> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(requestTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        var request = await stream.ReadAsync(WireJson.Default.WireRequest, either.Token).ConfigureAwait(false);
        if (request.Protocol != WireRequest.CurrentProtocol) return (request, null);
        return (request, request.Credential is { } credential ? await stream.ReadSecretsAsync(credential, either.Token).ConfigureAwait(false) : null);
    }

    private async Task CancelAtEndAsync(CancellationTokenSource call)
    {
        await stream.WaitForEndAsync(call.Token).ConfigureAwait(false);
        await call.CancelAsync().ConfigureAwait(false);
    }

    private async Task AnswerAsync(WireRequest request, CredentialReference asked, Credential? credential, CancellationToken cancellationToken)
    {
        var access = new CredentialAccess(request.Actor ?? "");
        switch (request.Call)
        {
            case WireCall.Store:
                await SendInfoAsync(await vault.StoreAsync(asked, credential!, access, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
                break;
            case WireCall.Replace:
                await SendInfoAsync(await vault.ReplaceAsync(asked, credential!, access, request.Version, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
                break;
            case WireCall.Open:
                using (var lease = await vault.OpenAsync(asked, access, cancellationToken).ConfigureAwait(false))
                    await SendAsync(new WireResponse { Info = WireInfo.Of(lease.Info), Credential = WireCredential.Of(lease.Credential) }, lease.Credential, cancellationToken).ConfigureAwait(false);
                break;
            case WireCall.Delete:
                await SendAsync(new WireResponse { IsDeleted = await vault.DeleteAsync(asked.Tenant, asked.Name, access, cancellationToken).ConfigureAwait(false) }, null, cancellationToken).ConfigureAwait(false);
                break;
            default:
                await foreach (var info in vault.ListAsync(asked.Tenant, cancellationToken).ConfigureAwait(false)) await SendInfoAsync(info, cancellationToken).ConfigureAwait(false);
                await SendAsync(new WireResponse { IsEnd = true }, null, cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private ValueTask SendInfoAsync(CredentialInfo info, CancellationToken cancellationToken) => SendAsync(new WireResponse { Info = WireInfo.Of(info) }, null, cancellationToken);

    private async ValueTask SendAsync(WireResponse response, Credential? credential, CancellationToken cancellationToken)
    {
        // A caller that reads nothing must not keep its place among the calls.
        using var late = new CancellationTokenSource(requestTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        await stream.WriteAsync(response, WireJson.Default.WireResponse, credential, either.Token).ConfigureAwait(false);
    }

    private static CredentialReference ReferenceOf(WireRequest request) =>
        new(TenantId.TryParse(request.Tenant, out var tenant) ? tenant : throw new InvalidDataException(), request.Name ?? "", request.Purpose ?? "");
}
