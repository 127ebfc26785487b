using Microsoft.Extensions.Logging;

namespace Raindrop.Canary.Tests.Capturing;

/// <summary>Logs as a careless program writes them.</summary>
internal static partial class PlantedLog
{
    [LoggerMessage(1, LogLevel.Trace, "It is {Value}.")]
    public static partial void Say(ILogger logger, string? value);

    [LoggerMessage(2, LogLevel.Trace, "It failed.")]
    public static partial void Fail(ILogger logger, Exception exception);

    [LoggerMessage(3, LogLevel.Trace, "It is {Value}.")]
    public static partial void SayBytes(ILogger logger, byte[] value);
}
