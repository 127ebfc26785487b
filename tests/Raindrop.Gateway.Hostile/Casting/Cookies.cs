namespace Raindrop.Gateway.Hostile.Casting;

/// <summary>What callers prove with who they are, as whole <c>Cookie</c> headers.</summary>
/// <param name="Good">Those of the attackers, in their order.</param>
/// <param name="Bad">Those that must not open any database: expired, forged, altered, of another host, of a tenant that is suspended.</param>
internal sealed record Cookies(IReadOnlyList<string> Good, IReadOnlyList<string> Bad);
