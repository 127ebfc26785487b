using Microsoft.Extensions.Options;

namespace Raindrop.Gateway.Grants;

/// <summary>Collects every mistake in the options, so that all are seen at once.</summary>
internal sealed class GrantEndpointOptionsValidator : IValidateOptions<GrantEndpointOptions>
{
    private const int SmallestBody = 1024;
    private const int LargestBody = 4 * 1024 * 1024;
    private const int MostRequests = 1000;

    public ValidateOptionsResult Validate(string? name, GrantEndpointOptions options)
    {
        var mistakes = new List<string>();
        if (options.MaxBodySize is < SmallestBody or > LargestBody) mistakes.Add($"{nameof(GrantEndpointOptions)}.{nameof(options.MaxBodySize)} must be from 1 KiB to 4 MiB.");
        if (options.MaxConcurrentRequests is < 1 or > MostRequests) mistakes.Add($"{nameof(GrantEndpointOptions)}.{nameof(options.MaxConcurrentRequests)} must be from 1 to 1,000.");
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
