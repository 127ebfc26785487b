using System.Runtime.InteropServices;

namespace Raindrop.Benchmarks.Vault;

/// <summary>The time that the calling thread has spent on a processor, so that what else the machine does hardly counts; where the system does not say, the time of day.</summary>
internal static class ThreadClock
{
    /// <summary>CLOCK_THREAD_CPUTIME_ID of Linux.</summary>
    private const int ThreadProcessorTime = 3;

    public static double Microseconds()
    {
        if (!OperatingSystem.IsLinux()) return TimeProvider.System.GetTimestamp() * 1e6 / TimeProvider.System.TimestampFrequency;
        if (GetTime(ThreadProcessorTime, out var time) != 0) throw new InvalidOperationException("The system does not tell a thread's processor time.");
        return (time.Seconds * 1e6) + (time.Nanoseconds / 1e3);
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int GetTime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
