using Microsoft.Extensions.Options;

namespace Raindrop.Derivation;

/// <summary>Checks the options when the host starts, and names every mistake.</summary>
internal sealed class DerivationOptionsValidator : IValidateOptions<DerivationOptions>
{
    private const int Gigabyte = 1024 * 1024 * 1024;

    public ValidateOptionsResult Validate(string? name, DerivationOptions options)
    {
        List<string> mistakes = [];
        Check(nameof(options.MinBatchSize), options.MinBatchSize, 1, 10_000);
        Check(nameof(options.MaxBatchSize), options.MaxBatchSize, 1, 10_000);
        Check(nameof(options.MaxBatchBytes), options.MaxBatchBytes, 64 * 1024, Gigabyte);
        Check(nameof(options.MaxConcurrency), options.MaxConcurrency, 1, 64);
        Check(nameof(options.MaxAttempts), options.MaxAttempts, 1, 100);
        Check(nameof(options.FailureWindow), options.FailureWindow, 1, int.MaxValue);
        Check(nameof(options.MaxBatchedAttachment), options.MaxBatchedAttachment, 0, Gigabyte);
        Check(nameof(options.RetryDelay), options.RetryDelay, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        Check(nameof(options.PausedDelay), options.PausedDelay, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        Check(nameof(options.RunTimeout), options.RunTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromDays(1));
        Check(nameof(options.LeaseDuration), options.LeaseDuration, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1));
        if (options.MinBatchSize > options.MaxBatchSize) mistakes.Add($"{nameof(options.MinBatchSize)} must not be greater than {nameof(options.MaxBatchSize)}.");
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);

        void Check<T>(string property, T value, T least, T greatest)
            where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(greatest) > 0) mistakes.Add($"{nameof(DerivationOptions)}.{property} is {value}: it must be between {least} and {greatest}.");
        }
    }
}
