namespace Raindrop.Credentials;

/// <summary>The databases of the credential vault. Each is also the service key of its server, see <see cref="Microsoft.Extensions.DependencyInjection.CredentialVaultBuilderExtensions.UseServer"/>.</summary>
public enum VaultDatabase
{
    /// <summary>The wrapped keys of the tenants. Keep it apart from the other two, and from every backup of them.</summary>
    Keys,

    /// <summary>The sealed credentials.</summary>
    Credentials,

    /// <summary>The audit trail.</summary>
    Audit,
}
