using Raindrop.Credentials;
using Raindrop.Extensions;
using Raindrop.Keys;
using Raindrop.Tenancy;

namespace Raindrop.Derivation.Running;

/// <summary>Opens credentials of the tenant whose database a pass is on. What is wrong with a credential is the derivation's failure; everything else is an outage.</summary>
internal sealed class TenantCredentials(string database, ICredentialVault? vault, ITenantLookup? tenants)
{
    private TenantId? _tenant;

    public async ValueTask<CredentialLease> OpenAsync(CredentialUse use, CredentialAccess access, CancellationToken cancellationToken)
    {
        if (vault is null || tenants is null) throw new InvalidOperationException("An extension asks for a credential: register a credential vault and an ITenantLookup.");
        _tenant ??= await tenants.FindTenantAsync(database, cancellationToken).ConfigureAwait(false);
        if (_tenant is not { } tenant) throw Failed(DerivationFailure.MissingCredential, "The database is no tenant's, so it has no credentials.");
        try
        {
            return await vault.OpenAsync(new CredentialReference(tenant, use.Name, use.Purpose), access, cancellationToken).ConfigureAwait(false);
        }
        catch (CredentialNotFoundException e)
        {
            throw Failed(DerivationFailure.MissingCredential, e.Message);
        }
        catch (CredentialExpiredException e)
        {
            throw Failed(DerivationFailure.ExpiredCredential, e.Message);
        }
        catch (Exception e) when (e is CredentialUnreadableException or TenantKeyException { Failure: TenantKeyFailure.Shredded })
        {
            throw Failed(DerivationFailure.UnreadableCredential, e.Message);
        }
    }

    private static DerivationException Failed(DerivationFailure failure, string message) => new(failure, message);
}
