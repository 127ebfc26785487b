namespace Raindrop.Tool;

/// <summary>What the process ends with.</summary>
internal static class ExitCode
{
    /// <summary>All was done, and nothing is wrong.</summary>
    public const int Done = 0;

    /// <summary>It was refused, is not complete, or found something wrong; the message says what.</summary>
    public const int Failed = 1;

    /// <summary>The command line is not one.</summary>
    public const int Usage = 2;

    /// <summary>The store or the key provider is away or has too much to do: the same command may succeed later.</summary>
    public const int Unavailable = 3;

    /// <summary>Ctrl-C. What was done is kept.</summary>
    public const int Stopped = 130;
}
