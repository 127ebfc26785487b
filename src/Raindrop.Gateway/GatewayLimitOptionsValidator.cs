using Microsoft.Extensions.Options;

namespace Raindrop.Gateway;

/// <summary>Collects every mistake in the limits, so that all are seen at once.</summary>
internal sealed class GatewayLimitOptionsValidator : IValidateOptions<GatewayLimitOptions>
{
    private const long LeastBytes = 64 * 1024;
    private const long MostBytes = 1L << 40;

    public ValidateOptionsResult Validate(string? name, GatewayLimitOptions options)
    {
        var mistakes = new List<string>();
        Check(options.RequestsPerSecond is not < 1, nameof(options.RequestsPerSecond), "must be at least 1, or null for no limit.");
        Check(options.RequestBurst >= 1, nameof(options.RequestBurst), "must be at least 1.");
        Check(options.ConcurrentRequests is not < 1, nameof(options.ConcurrentRequests), "must be at least 1, or null for no limit.");
        Check(options.Feeds is not < 1, nameof(options.Feeds), "must be at least 1, or null for no limit.");
        Check(options.BytesPerSecond is null or (>= LeastBytes and <= MostBytes), nameof(options.BytesPerSecond), "must be from 64 KiB to 1 TiB, or null for no limit.");
        Check(options.ByteBurst is >= LeastBytes and <= MostBytes, nameof(options.ByteBurst), "must be from 64 KiB to 1 TiB.");
        Check(options.BulkReadQueue >= 0, nameof(options.BulkReadQueue), "must be at least 0.");
        Check(options.BulkReadWait >= TimeSpan.FromMilliseconds(1) && options.BulkReadWait <= TimeSpan.FromDays(1), nameof(options.BulkReadWait), "must be from 1 millisecond to 1 day.");
        Check(options.StrangersPerSecond is not < 1, nameof(options.StrangersPerSecond), "must be at least 1, or null for no limit.");
        Check(options.StrangerBurst >= 1, nameof(options.StrangerBurst), "must be at least 1.");
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);

        void Check(bool isRight, string property, string text)
        {
            if (!isRight) mistakes.Add($"{nameof(GatewayLimitOptions)}.{property} {text}");
        }
    }
}
