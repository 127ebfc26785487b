namespace Raindrop.Grants;

/// <summary>A public key by which grants are verified.</summary>
public sealed class GrantVerificationKey
{
    /// <summary>The key's id, as the issuer calls it.</summary>
    /// <value>Required; 1 to 64 letters, digits, <c>-</c> and <c>_</c>.</value>
    public string? Id { get; set; }

    /// <summary>The public key on the curve P-256 as PEM, for example from <c>openssl ec -in grants.pem -pubout</c>. A private key is refused.</summary>
    /// <value>Required.</value>
    public string? PublicKey { get; set; }

    /// <summary>The id alone.</summary>
    public override string ToString() => Id ?? "";
}
