using System.Diagnostics;

namespace Raindrop.Gateway.Tests.Running;

/// <summary>Reads feeds until they are cut.</summary>
internal static class RunningFeed
{
    /// <summary>Reads to the end, which must not look like one.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="mayEnd">Whether it may look like one all the same.</param>
    /// <returns>When the last byte came.</returns>
    public static async Task<long> ReadToCutAsync(Stream feed, bool mayEnd = false)
    {
        var buffer = new byte[1024];
        var last = Stopwatch.GetTimestamp();
        try
        {
            while (await feed.ReadAsync(buffer, TestContext.Current.CancellationToken) > 0) last = Stopwatch.GetTimestamp();
            return mayEnd ? last : throw new InvalidOperationException("The feed looks complete.");
        }
        catch (Exception e) when (e is HttpIOException or IOException)
        {
            return last;
        }
    }
}
