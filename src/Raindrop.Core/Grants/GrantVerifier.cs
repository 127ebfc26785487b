using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using Raindrop.Grants.Signing;

namespace Raindrop.Grants;

/// <summary>Verifies grants with the public keys of the options.</summary>
internal sealed class GrantVerifier(IOptions<GrantVerificationOptions> options) : IGrantVerifier, IDisposable
{
    private readonly GrantVerificationOptions _options = options.Value;
    private readonly FrozenDictionary<string, GrantKey> _keys = options.Value.Keys.ToFrozenDictionary(key => key.Id!, key => new GrantKey(key.PublicKey), StringComparer.Ordinal);

    /// <inheritdoc/>
    public GrantVerification Verify(string token, DateTimeOffset presentedAt)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (GrantEnvelope.Open(token, _keys, out var defect) is not { } grant) return GrantVerification.Refuse(defect);
        return FindDefect(grant, presentedAt) is { } found ? GrantVerification.Refuse(found) : GrantVerification.Accept(grant);
    }

    public void Dispose()
    {
        foreach (var key in _keys.Values) key.Dispose();
    }

    private GrantDefect? FindDefect(Grant grant, DateTimeOffset presentedAt)
    {
        if (grant.Audience != _options.Audience) return GrantDefect.Audience;
        if (grant.ExpiresAt <= grant.IssuedAt || grant.ExpiresAt - grant.IssuedAt > _options.MaxLifetime) return GrantDefect.LifetimeTooLong;
        if (grant.IssuedAt > presentedAt + _options.AllowedClockSkew) return GrantDefect.NotYetValid;
        if (presentedAt >= grant.ExpiresAt) return GrantDefect.Expired;
        return grant.Documents.All(document => GrantRules.IsWithin(document.Id, _options.Prefixes)) ? null : GrantDefect.OutsidePrefix;
    }
}
