namespace Raindrop.Gateway.Upstream;

/// <summary>What is to be done about each flaw.</summary>
internal static class UpstreamFlaws
{
    private const string RequiredClaims = "[jwt_auth] required_claims = exp, {iss, \"…\"}";

    public static string AdviceOf(UpstreamFlaw flaw) => flaw switch
    {
        UpstreamFlaw.OpenToAnyone => "set an administrator in [admins], [chttpd] require_valid_user = true, and leave admin_only_all_dbs = true",
        UpstreamFlaw.TrustsProxyHeaders => "take {chttpd_auth, proxy_authentication_handler} out of [chttpd] authentication_handlers",
        UpstreamFlaw.RefusesTokens => "add {chttpd_auth, jwt_authentication_handler} to [chttpd] authentication_handlers and the gateway's public key to [jwt_keys], and compare the clocks",
        UpstreamFlaw.MisreadsTokens => "leave [jwt_auth] roles_claim_name and roles_claim_path as they are by default",
        UpstreamFlaw.TakesForgedTokens => "make sure that what answers is CouchDB itself, and that [jwt_keys] holds the gateway's public keys alone",
        UpstreamFlaw.TakesExpiredTokens or UpstreamFlaw.TakesEndlessTokens => $"list exp in {RequiredClaims}",
        UpstreamFlaw.TakesForeignIssuers => $"list the gateway's issuer in {RequiredClaims}",
        UpstreamFlaw.RefusesAccount => "create the service account in _users, and compare its name and password with GatewayOptions.ServiceAccount",
        UpstreamFlaw.AccountIsAdministrator => "take an account that is no administrator, and make it a member of the tenants' databases",
        UpstreamFlaw.ClocksDiffer => "set the clocks of CouchDB's nodes and of the gateway right (NTP), or raise UpstreamTokenOptions.Lifetime above twice the difference",
        _ => "see docs/gateway/couchdb.md",
    };
}
