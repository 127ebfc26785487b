namespace Raindrop.Grants;

/// <summary>Issues grants. It holds the signing key: keep it where releases are published, and away from the process that faces the internet.</summary>
public interface IGrantIssuer
{
    /// <summary>Issues a grant.</summary>
    /// <param name="request">What it is to allow.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The grant with its token.</returns>
    /// <exception cref="GrantException">Such a grant would be refused.</exception>
    ValueTask<SignedGrant> IssueAsync(GrantRequest request, CancellationToken cancellationToken = default);
}
