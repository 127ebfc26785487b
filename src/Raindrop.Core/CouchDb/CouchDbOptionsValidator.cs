using Microsoft.Extensions.Options;

namespace Raindrop.CouchDb;

/// <summary>Collects every mistake in the options, so that all are seen at once. It quotes none of their values.</summary>
internal sealed class CouchDbOptionsValidator : IValidateOptions<CouchDbOptions>
{
    private const int MostRetries = 100;

    public ValidateOptionsResult Validate(string? name, CouchDbOptions options)
    {
        var mistakes = Mistakes(options);
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    public static IReadOnlyList<string> Mistakes(CouchDbOptions options)
    {
        var mistakes = new List<string>();
        CheckEndpoint(options, mistakes);
        if (options.Authentication is null) mistakes.Add($"{nameof(CouchDbOptions)}.{nameof(options.Authentication)} must be set; CouchDbAuthentication.None stands for no sign-in.");
        CheckTime(options.Timeouts.Connect, "Timeouts.Connect", mistakes);
        CheckTime(options.Timeouts.Reads, "Timeouts.Reads", mistakes);
        CheckTime(options.Timeouts.Writes, "Timeouts.Writes", mistakes);
        CheckTime(options.Timeouts.Feeds, "Timeouts.Feeds", mistakes);
        CheckTime(options.Retries.FirstDelay, "Retries.FirstDelay", mistakes);
        if (options.Retries.LongestDelay < options.Retries.FirstDelay) mistakes.Add($"{nameof(CouchDbOptions)}.Retries.LongestDelay must not be less than FirstDelay.");
        if (options.Retries.Limit is < 0 or > MostRetries) mistakes.Add($"{nameof(CouchDbOptions)}.Retries.Limit must be from 0 to {MostRetries}.");
        return mistakes;
    }

    private static void CheckEndpoint(CouchDbOptions options, List<string> mistakes)
    {
        if (options.Endpoint is not { } endpoint)
        {
            mistakes.Add($"{nameof(CouchDbOptions)}.{nameof(options.Endpoint)} must be set to the server's address, for example http://localhost:5984.");
            return;
        }

        if (!endpoint.IsAbsoluteUri || (endpoint.Scheme != Uri.UriSchemeHttp && endpoint.Scheme != Uri.UriSchemeHttps))
        {
            mistakes.Add($"{nameof(CouchDbOptions)}.{nameof(options.Endpoint)} must be an absolute http or https address.");
            return;
        }

        if (endpoint.Query.Length > 0 || endpoint.Fragment.Length > 0) mistakes.Add($"{nameof(CouchDbOptions)}.{nameof(options.Endpoint)} must have no query and no fragment.");
        if (endpoint.UserInfo.StartsWith(':')) mistakes.Add($"{nameof(CouchDbOptions)}.{nameof(options.Endpoint)} has a password without a user name.");
        if (endpoint.UserInfo.Length > 0 && options.Authentication is not (null or Authentication.NoAuthentication))
        {
            mistakes.Add($"{nameof(CouchDbOptions)}.{nameof(options.Endpoint)} holds credentials and {nameof(options.Authentication)} is set too: keep one of them.");
        }
    }

    private static void CheckTime(TimeSpan value, string name, List<string> mistakes)
    {
        if (value <= TimeSpan.Zero || value.TotalMilliseconds > int.MaxValue) mistakes.Add($"{nameof(CouchDbOptions)}.{name} must be greater than zero and at most 24 days.");
    }
}
