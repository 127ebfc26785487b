using Microsoft.Extensions.Options;
using Raindrop.Sealing;

namespace Raindrop.Grants;

/// <summary>Collects every mistake in the options, so that all are seen at once. It quotes none of their values: they hold a key.</summary>
internal sealed class GrantIssuerOptionsValidator : IValidateOptions<GrantIssuerOptions>
{
    public ValidateOptionsResult Validate(string? name, GrantIssuerOptions options)
    {
        List<string> mistakes = [.. FindMistakes(options).Select(mistake => $"{nameof(GrantIssuerOptions)}.{mistake}")];
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private static IEnumerable<string> FindMistakes(GrantIssuerOptions options)
    {
        if (!GrantOptionRules.IsAudience(options.Audience)) yield return $"{nameof(options.Audience)} {GrantOptionRules.AudienceRule}";
        if (!GrantOptionRules.IsKeyId(options.KeyId)) yield return $"{nameof(options.KeyId)} {GrantOptionRules.KeyIdRule}";
        if (!P256.CanRead(options.PrivateKey, isPrivate: true)) yield return $"{nameof(options.PrivateKey)} must be a private key on the curve P-256 as PEM: openssl ecparam -name prime256v1 -genkey -noout.";
        if (!GrantOptionRules.ArePrefixes(options.Prefixes)) yield return $"{nameof(options.Prefixes)} {GrantOptionRules.PrefixRule}";
        if (options.Lifetime < GrantOptionRules.ShortestLifetime || options.Lifetime > GrantOptionRules.LongestLifetime) yield return $"{nameof(options.Lifetime)} must be from 10 seconds to 1 day.";
    }
}
