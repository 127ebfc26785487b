namespace Raindrop.Gateway.Identity;

/// <summary>A key that signs the tokens for CouchDB, which knows its public half as <c>ec:</c> and the id in <c>[jwt_keys]</c>.</summary>
public sealed class UpstreamSigningKey
{
    /// <summary>The key's id.</summary>
    /// <value>Required; 1 to 64 letters, digits, <c>-</c> and <c>_</c>.</value>
    public string? Id { get; set; }

    /// <summary>The private key on the curve P-256 as PEM, for example from <c>openssl ecparam -name prime256v1 -genkey -noout</c>.</summary>
    /// <value>Required.</value>
    public string? PrivateKey { get; set; }

    /// <summary>The id alone.</summary>
    public override string ToString() => Id ?? "";
}
