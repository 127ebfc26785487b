using Microsoft.Extensions.Options;

namespace Raindrop.Keys;

/// <summary>Collects every mistake in the options, so that all are seen at once.</summary>
internal sealed class TenantKeyOptionsValidator : IValidateOptions<TenantKeyOptions>
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestFresh = TimeSpan.FromMilliseconds(100);

    /// <summary>The rest of the propagation bound is for what was opened for a batch of an extension's runs.</summary>
    private static readonly TimeSpan LongestFresh = ITenantKeyStore.PropagationBound * 3 / 4;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan LongestBackup = TimeSpan.FromDays(3650);
    private const int MostTenants = 1_000_000;

    public ValidateOptionsResult Validate(string? name, TenantKeyOptions options)
    {
        var mistakes = Mistakes(options).ToList();
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private static IEnumerable<string> Mistakes(TenantKeyOptions options)
    {
        if (options.FreshFor < ShortestFresh || options.FreshFor > LongestFresh) yield return $"{nameof(TenantKeyOptions)}.{nameof(options.FreshFor)} is {options.FreshFor}: it must be between 0.1 and 45 seconds.";
        if (options.UnwrapAgainAfter < Second || options.UnwrapAgainAfter > Day) yield return $"{nameof(TenantKeyOptions)}.{nameof(options.UnwrapAgainAfter)} is {options.UnwrapAgainAfter}: it must be between 1 second and 1 day.";
        if (options.CachedTenants is < 1 or > MostTenants) yield return $"{nameof(TenantKeyOptions)}.{nameof(options.CachedTenants)} is {options.CachedTenants}: it must be between 1 and 1,000,000.";
        if (options.BackupKeyFile is { } file && string.IsNullOrWhiteSpace(file)) yield return $"{nameof(TenantKeyOptions)}.{nameof(options.BackupKeyFile)} is empty: name a file, or leave it out.";
        if (options.BackupLifetime < Day || options.BackupLifetime > LongestBackup) yield return $"{nameof(TenantKeyOptions)}.{nameof(options.BackupLifetime)} is {options.BackupLifetime}: it must be between 1 and 3,650 days.";
    }
}
