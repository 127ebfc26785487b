using System.Text;
using Raindrop.Tenancy;

namespace Raindrop.Credentials;

/// <summary>Checks what the vault is called with. No message repeats an argument.</summary>
internal static class VaultArguments
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static void Check(CredentialReference reference, CredentialAccess access)
    {
        Check(reference.Tenant, nameof(reference));
        CredentialLabel.ThrowIfInvalid(reference.Name, nameof(reference));
        CredentialLabel.ThrowIfInvalid(reference.Purpose, nameof(reference));
        Check(access);
    }

    public static void Check(CredentialAccess access) => CredentialLabel.ThrowIfInvalid(access.Actor, nameof(access));

    public static void Check(TenantId tenant, string parameterName)
    {
        if (tenant.IsDefault) throw new ArgumentException("The tenant id names nobody: take one from TenantId.New or TenantId.Parse.", parameterName);
    }

    public static void Check(Credential credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        if (!Enum.IsDefined(credential.Kind)) throw new ArgumentException("The kind must be a defined value.", nameof(credential));
        if (credential.Endpoint is null) throw new ArgumentException("A credential needs an endpoint.", nameof(credential));
        if (credential.Value is null || !IsLength(credential.Value.Length)) throw new ArgumentException($"A secret has 1 to {Credential.MaxLength} bytes.", nameof(credential));
        if (credential.RefreshToken is { } token && (credential.Kind != CredentialKind.OAuthTokens || !IsLength(token.Length)))
            throw new ArgumentException($"A refresh token goes with OAuth tokens only, and has 1 to {Credential.MaxLength} bytes.", nameof(credential));
        if (credential.UserName is { } name && !IsUserName(name)) throw new ArgumentException($"A user name has at most {Credential.MaxLength} bytes of UTF-8, and no unpaired surrogate.", nameof(credential));
    }

    private static bool IsLength(int length) => length is >= 1 and <= Credential.MaxLength;

    private static bool IsUserName(string name)
    {
        try
        {
            return Strict.GetByteCount(name) <= Credential.MaxLength;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}
