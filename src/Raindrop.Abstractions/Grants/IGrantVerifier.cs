namespace Raindrop.Grants;

/// <summary>Tells whether a token is a grant. It knows public keys only, asks nobody, and its answer depends on nothing but its arguments and its options.</summary>
public interface IGrantVerifier
{
    /// <summary>Verifies a token.</summary>
    /// <param name="token">The token, of any length.</param>
    /// <param name="presentedAt">When it was presented.</param>
    /// <returns>The grant, or what is wrong; the holder is not told which.</returns>
    GrantVerification Verify(string token, DateTimeOffset presentedAt);
}
