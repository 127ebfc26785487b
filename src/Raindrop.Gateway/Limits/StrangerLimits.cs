using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Raindrop.Gateway.Accounts;

namespace Raindrop.Gateway.Limits;

/// <summary>How many requests of callers that are not signed in are looked at, for each network: to find out that a cookie is forged may cost a question to a store.</summary>
/// <remarks>
/// Each look is counted before it is made, and given back where it found a tenant. .NET's token bucket cannot give back, and asking it whether there is a token says yes to a
/// fraction of one, which nobody can take.
/// </remarks>
internal sealed class StrangerLimits(IOptions<GatewayLimitOptions> options, TimeProvider time)
{
    private readonly AttemptBudget<int>? _strangers = options.Value.StrangersPerSecond is { } rate ? new(options.Value.StrangerBurst, TimeSpan.FromSeconds(1.0 / rate), time) : null;
    private readonly RecentCallers _recent = new();

    /// <summary>Whether a request is looked at.</summary>
    /// <param name="context">The request.</param>
    /// <param name="wait">When it is worth trying again, where too many strangers came from its network and nobody knows its credentials.</param>
    public StrangerLook Look(HttpContext context, out TimeSpan wait)
    {
        wait = default;
        if (_strangers is null || _recent.Contains(context.Request)) return StrangerLook.Free;
        return _strangers.TryTake(Networks.Find(context.Connection.RemoteIpAddress), out wait) ? StrangerLook.Counted : StrangerLook.Refused;
    }

    /// <summary>Says what a look has found.</summary>
    /// <param name="context">The request.</param>
    /// <param name="look">How it was looked at.</param>
    /// <param name="isTenant">Whether its caller was found to be a tenant. Who is signed in and no tenant's costs as much each time, and has no limit of its own.</param>
    public void Note(HttpContext context, StrangerLook look, bool isTenant)
    {
        if (isTenant)
        {
            _recent.Add(context.Request);
            GiveBack(context, look);
            return;
        }

        _recent.Remove(context.Request);
        if (look == StrangerLook.Free) _strangers?.TryTake(Networks.Find(context.Connection.RemoteIpAddress), out _);
    }

    /// <summary>Forgets a look that found nothing out.</summary>
    public void GiveBack(HttpContext context, StrangerLook look)
    {
        if (look == StrangerLook.Counted) _strangers?.GiveBack(Networks.Find(context.Connection.RemoteIpAddress));
    }
}
