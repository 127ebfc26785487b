using Microsoft.Extensions.Options;
using Raindrop.Sealing;

namespace Raindrop.Grants;

/// <summary>Collects every mistake in the options, so that all are seen at once. It quotes none of their values.</summary>
internal sealed class GrantVerificationOptionsValidator : IValidateOptions<GrantVerificationOptions>
{
    private static readonly TimeSpan LargestSkew = TimeSpan.FromMinutes(5);

    public ValidateOptionsResult Validate(string? name, GrantVerificationOptions options)
    {
        List<string> mistakes = [.. FindMistakes(options).Select(mistake => $"{nameof(GrantVerificationOptions)}.{mistake}")];
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private static IEnumerable<string> FindMistakes(GrantVerificationOptions options)
    {
        if (!GrantOptionRules.IsAudience(options.Audience)) yield return $"{nameof(options.Audience)} {GrantOptionRules.AudienceRule}";
        if (options.Keys.Count == 0) yield return $"{nameof(options.Keys)} must hold the public key of an issuer.";
        if (options.Keys.Any(key => !GrantOptionRules.IsKeyId(key.Id))) yield return $"{nameof(options.Keys)}: each Id {GrantOptionRules.KeyIdRule}";
        if (options.Keys.Select(key => key.Id).Distinct(StringComparer.Ordinal).Count() < options.Keys.Count) yield return $"{nameof(options.Keys)} must each have an Id of its own.";
        if (options.Keys.Any(key => !P256.CanRead(key.PublicKey, isPrivate: false))) yield return $"{nameof(options.Keys)} must each hold a public key on the curve P-256 as PEM, and no private one: openssl ec -in grants.pem -pubout.";
        if (!GrantOptionRules.ArePrefixes(options.Prefixes)) yield return $"{nameof(options.Prefixes)} {GrantOptionRules.PrefixRule}";
        if (options.MaxLifetime < GrantOptionRules.ShortestLifetime || options.MaxLifetime > GrantOptionRules.LongestLifetime) yield return $"{nameof(options.MaxLifetime)} must be from 10 seconds to 1 day.";
        if (options.AllowedClockSkew < TimeSpan.Zero || options.AllowedClockSkew > LargestSkew) yield return $"{nameof(options.AllowedClockSkew)} must be from 0 to 5 minutes.";
    }
}
