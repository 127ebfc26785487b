using Microsoft.Extensions.Options;

namespace Raindrop.Keys.Providers;

/// <summary>Collects every mistake in the limits, so that all are seen at once.</summary>
internal sealed class KeyProviderLimitsValidator : IValidateOptions<KeyProviderLimits>
{
    private const int MostConcurrency = 1_000;
    private const int MostWaiting = 100_000;
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, KeyProviderLimits options)
    {
        var mistakes = Mistakes(options);
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    public static IReadOnlyList<string> Mistakes(KeyProviderLimits limits)
    {
        var mistakes = new List<string>();
        Check(limits.Timeout > TimeSpan.Zero && limits.Timeout <= LongestTimeout, $"{nameof(limits.Timeout)} must be greater than zero and at most 5 minutes.");
        Check(limits.MaxConcurrency is >= 1 and <= MostConcurrency, $"{nameof(limits.MaxConcurrency)} must be from 1 to 1,000.");
        Check(limits.MaxWaiting is >= 0 and <= MostWaiting, $"{nameof(limits.MaxWaiting)} must be from 0 to 100,000.");
        Check(limits.LongestPause >= TimeSpan.Zero && limits.LongestPause <= LongestPause, $"{nameof(limits.LongestPause)} must be from zero to 1 hour.");
        Check(limits.Pause >= TimeSpan.Zero && limits.Pause <= limits.LongestPause, $"{nameof(limits.Pause)} must be from zero to {nameof(limits.LongestPause)}.");
        return mistakes;

        void Check(bool isRight, string mistake)
        {
            if (!isRight) mistakes.Add($"{nameof(KeyProviderLimits)}.{mistake}");
        }
    }
}
