using System.Net;
using Microsoft.Extensions.Options;
using Raindrop.Gateway.Limits;

namespace Raindrop.Gateway.Accounts;

/// <summary>How often somebody may try: at one name from anywhere, and from one network at any name. A name that nobody has is counted like any other.</summary>
internal sealed class AccountThrottle(IOptions<RaindropAccountOptions> options, TimeProvider time)
{
    private const int SignUpsAtOnce = 5;
    private static readonly TimeSpan SignUpInterval = TimeSpan.FromMinutes(1);

    private readonly AttemptBudget<string> _accounts = new(options.Value.AttemptsPerAccount, options.Value.AccountInterval, time);
    private readonly AttemptBudget<int> _networks = new(options.Value.AttemptsPerNetwork, options.Value.NetworkInterval, time);
    private readonly AttemptBudget<int> _signUps = new(SignUpsAtOnce, SignUpInterval, time);

    /// <summary>Takes an attempt at a password.</summary>
    /// <param name="key">The account.</param>
    /// <param name="address">Where it comes from.</param>
    /// <param name="wait">How long to wait, where it may not be made.</param>
    public bool TryAttempt(string key, IPAddress? address, out TimeSpan wait) => _networks.TryTake(Networks.Find(address), out wait) && _accounts.TryTake(key, out wait);

    /// <summary>Takes an attempt to sign up.</summary>
    public bool TrySignUp(IPAddress? address, out TimeSpan wait) => _networks.TryTake(Networks.Find(address), out wait) && _signUps.TryTake(Networks.Find(address), out wait);

    /// <summary>Gives back an attempt whose password was right.</summary>
    public void Succeeded(string key, IPAddress? address)
    {
        _accounts.GiveBack(key);
        _networks.GiveBack(Networks.Find(address));
    }
}
