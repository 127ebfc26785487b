namespace Raindrop.Gateway.Upstream;

/// <summary>What CouchDB does that it must not do behind a gateway. A closed vocabulary: it may stand in logs and metrics.</summary>
public enum UpstreamFlaw
{
    /// <summary>It lists its databases to anybody, or has no administrator.</summary>
    OpenToAnyone,

    /// <summary>It believes headers that name a user (<c>X-Auth-CouchDB-UserName</c>) without a secret.</summary>
    TrustsProxyHeaders,

    /// <summary>It refuses the gateway's tokens.</summary>
    RefusesTokens,

    /// <summary>It reads another name, or roles, from the gateway's tokens.</summary>
    MisreadsTokens,

    /// <summary>It takes tokens whose signature is not by the gateway's key.</summary>
    TakesForgedTokens,

    /// <summary>It takes tokens that have expired.</summary>
    TakesExpiredTokens,

    /// <summary>It takes tokens that never expire.</summary>
    TakesEndlessTokens,

    /// <summary>It takes tokens of another issuer.</summary>
    TakesForeignIssuers,

    /// <summary>It refuses the service account's name and password.</summary>
    RefusesAccount,

    /// <summary>The service account is an administrator of the server.</summary>
    AccountIsAdministrator,

    /// <summary>Its clock and the gateway's differ by so much that tokens would be refused before their time, or taken after it.</summary>
    ClocksDiffer,
}
