using Microsoft.Extensions.Options;

namespace Raindrop.Gateway;

/// <summary>Collects every mistake in the options, so that all are seen at once. It quotes none of their values.</summary>
internal sealed class GatewayOptionsValidator : IValidateOptions<GatewayOptions>
{
    private static readonly TimeSpan ShortestTime = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(24);

    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var mistakes = new List<string>();
        if (options.Upstream is null) Add("Upstream", "must be set to the address of CouchDB, for example https://couch.internal:6984.");
        else CheckAddress("Upstream", options.Upstream);
        foreach (var node in options.UpstreamNodes) CheckAddress("UpstreamNodes", node);
        if (options.ServiceAccount is { } account && (string.IsNullOrEmpty(account.Name) || account.Name.Contains(':', StringComparison.Ordinal) || string.IsNullOrEmpty(account.Password)))
            Add("ServiceAccount", "must have a name without a colon, and a password.");
        foreach (var origin in options.AllowedOrigins) CheckOrigin(origin);
        CheckTime("ConnectTimeout", options.ConnectTimeout, ShortestTime, LongestTime, "from 1 millisecond to 24 days");
        CheckTime("ActivityTimeout", options.ActivityTimeout, ShortestTime, LongestTime, "from 1 millisecond to 24 days");
        CheckTime("RevalidationInterval", options.RevalidationInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1), "from 10 milliseconds to 1 minute");
        if (options.MaxBodySize < 1) Add("MaxBodySize", "must be at least 1.");
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);

        void Add(string property, string text) => mistakes.Add($"{nameof(GatewayOptions)}.{property} {text}");

        void CheckAddress(string property, Uri address)
        {
            if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps)) Add(property, "must be an absolute http or https address.");
            else if (address.UserInfo.Length > 0) Add(property, "must hold no credentials: the gateway signs in as the tenant.");
            else if (address.Query.Length > 0 || address.Fragment.Length > 0) Add(property, "must have no query and no fragment.");
            else if (address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback && !options.AllowsHttpUpstream)
                Add(property, $"is http on another machine, where others may read what passes: use https, or set {nameof(options.AllowsHttpUpstream)} where the network between is your own.");
        }

        void CheckOrigin(string origin)
        {
            if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri) || uri.GetLeftPart(UriPartial.Authority) != origin)
                Add("AllowedOrigins", "must be origins as browsers write them: scheme, host and port, in lower case, without a slash at the end.");
        }

        void CheckTime(string property, TimeSpan value, TimeSpan least, TimeSpan most, string range)
        {
            if (value < least || value > most) Add(property, $"must be {range}.");
        }
    }
}
