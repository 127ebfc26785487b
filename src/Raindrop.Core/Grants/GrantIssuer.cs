using Microsoft.Extensions.Options;
using Raindrop.Documents;
using Raindrop.Grants.Signing;

namespace Raindrop.Grants;

/// <summary>Issues grants with a key in this process.</summary>
internal sealed class GrantIssuer(IOptions<GrantIssuerOptions> options, TimeProvider time) : IGrantIssuer, IDisposable
{
    private readonly GrantIssuerOptions _options = options.Value;
    private readonly GrantKey _key = new(options.Value.PrivateKey);

    /// <inheritdoc/>
    public ValueTask<SignedGrant> IssueAsync(GrantRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var now = StoredTime.Truncate(time.GetUtcNow());
        var grant = new Grant
        {
            Id = GrantId.New(),
            Audience = _options.Audience!,
            Release = request.Release,
            Sequence = request.Sequence,
            IssuedAt = now,
            ExpiresAt = StoredTime.Truncate(now + _options.Lifetime),
            Tenants = [.. request.Tenants],
            Documents = [.. request.Documents],
        };
        if (GrantRules.FindFailure(grant) is { } failure) throw new GrantException(failure);
        if (!grant.Documents.All(document => GrantRules.IsWithin(document.Id, _options.Prefixes))) throw new GrantException(GrantFailure.OutsidePrefix);
        var token = GrantEnvelope.Seal(grant, _options.KeyId!, _key.Sign);
        return token.Length <= GrantRules.MaxTokenLength ? ValueTask.FromResult(new SignedGrant(grant, token)) : throw new GrantException(GrantFailure.TooLarge);
    }

    public void Dispose() => _key.Dispose();
}
