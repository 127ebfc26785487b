namespace Raindrop.Grants;

/// <summary>A grant that was issued. Whoever has its token has the right.</summary>
/// <param name="Grant">What it allows.</param>
/// <param name="Token">The signed text, at most 16,384 characters, which goes behind <c>Bearer</c> in the <c>Authorization</c> header.</param>
public sealed record SignedGrant(Grant Grant, string Token)
{
    /// <summary>The grant's id; nothing of the token.</summary>
    public override string ToString() => Grant.ToString();
}
