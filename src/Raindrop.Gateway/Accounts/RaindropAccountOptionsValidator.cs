using Microsoft.Extensions.Options;
using Raindrop.CouchDb.Operations;

namespace Raindrop.Gateway.Accounts;

/// <summary>Collects every mistake in the options, so that all are seen at once.</summary>
internal sealed class RaindropAccountOptionsValidator : IValidateOptions<RaindropAccountOptions>
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, RaindropAccountOptions options)
    {
        List<string> mistakes = [.. FindMistakes(options)];
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private static IEnumerable<string> FindMistakes(RaindropAccountOptions options)
    {
        const string Options = nameof(RaindropAccountOptions);
        if (string.IsNullOrWhiteSpace(options.Issuer)) yield return $"{Options}.{nameof(options.Issuer)} must not be empty: identities are known by it.";
        if (!DatabaseNames.IsOrdinary(options.Database)) yield return $"{Options}.{nameof(options.Database)} must be a lower-case letter, then lower-case letters, digits and _$()+-/, at most 238 characters.";
        if (options.MinPasswordLength is < 8 or > 64) yield return $"{Options}.{nameof(options.MinPasswordLength)} is {options.MinPasswordLength}: it must be between 8 and 64.";
        if (options.PasswordIterations is < 100_000 or > 10_000_000) yield return $"{Options}.{nameof(options.PasswordIterations)} is {options.PasswordIterations}: it must be between 100,000 and 10,000,000.";
        if (options.AttemptsPerAccount is < 1 or > 1_000) yield return $"{Options}.{nameof(options.AttemptsPerAccount)} is {options.AttemptsPerAccount}: it must be between 1 and 1,000.";
        if (options.AttemptsPerNetwork is < 1 or > 10_000) yield return $"{Options}.{nameof(options.AttemptsPerNetwork)} is {options.AttemptsPerNetwork}: it must be between 1 and 10,000.";
        if (options.AccountInterval < Second || options.AccountInterval > Hour) yield return $"{Options}.{nameof(options.AccountInterval)} is {options.AccountInterval}: it must be between 1 second and 1 hour.";
        if (options.NetworkInterval < Second / 10 || options.NetworkInterval > Hour) yield return $"{Options}.{nameof(options.NetworkInterval)} is {options.NetworkInterval}: it must be between 100 milliseconds and 1 hour.";
    }
}
