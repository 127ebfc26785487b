using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Raindrop.Files;

/// <summary>What a system tells of a file; two that are equal, once the file has rested for a while, are of the same content.</summary>
/// <param name="Mode">Who may do what; <see langword="null"/> on Windows.</param>
/// <param name="Owner">The user that owns it, where the system is asked: on Linux.</param>
/// <param name="Identity">Another number for each file.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Changed">When its content or its rights changed last, in nanoseconds since 1970.</param>
internal readonly partial record struct FileFacts(UnixFileMode? Mode, uint? Owner, ulong Identity, long Length, long Changed)
{
    // linux/stat.h; the layout is the same on every architecture.
    private const int WorkingFolder = -100;
    private const int EmptyPath = 0x1000;
    private const uint BasicFacts = 0x7ff;
    private const int StatxLength = 256;
    private const long NanosecondsPerTick = 100;
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>The facts of an open file.</summary>
    /// <exception cref="IOException">The system does not tell.</exception>
    public static FileFacts Of(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            var mode = OperatingSystem.IsWindows() ? (UnixFileMode?)null : File.GetUnixFileMode(file);
            return new FileFacts(mode, null, 0, RandomAccess.GetLength(file), Nanoseconds(File.GetLastWriteTimeUtc(file)));
        }

        var isHeld = false;
        try
        {
            file.DangerousAddRef(ref isHeld);
            return Ask((int)file.DangerousGetHandle(), "", EmptyPath) ?? throw new IOException("The system does not tell who owns the file.");
        }
        finally
        {
            if (isHeld) file.DangerousRelease();
        }
    }

    /// <summary>The facts of the file of a name; <see langword="null"/> where there is none, or none that is shown to this user.</summary>
    public static FileFacts? Of(string path)
    {
        if (OperatingSystem.IsLinux()) return Ask(WorkingFolder, path, 0);
        var file = new FileInfo(path);
        return file.Exists ? new FileFacts(OperatingSystem.IsWindows() ? null : file.UnixFileMode, null, 0, file.Length, Nanoseconds(file.LastWriteTimeUtc)) : null;
    }

    private static FileFacts? Ask(int folder, string path, int flags)
    {
        Span<byte> facts = stackalloc byte[StatxLength];
        if (Statx(folder, path, flags, BasicFacts, facts) != 0) return null;
        // Owner, mode, inode, size, and the time of the last change of content or rights, which no program can set.
        return new FileFacts(
            (UnixFileMode)(MemoryMarshal.Read<ushort>(facts[28..]) & 0xfff),
            MemoryMarshal.Read<uint>(facts[20..]),
            MemoryMarshal.Read<ulong>(facts[32..]),
            MemoryMarshal.Read<long>(facts[40..]),
            (MemoryMarshal.Read<long>(facts[96..]) * NanosecondsPerSecond) + MemoryMarshal.Read<uint>(facts[104..]));
    }

    private static long Nanoseconds(DateTime time) => (time - DateTime.UnixEpoch).Ticks * NanosecondsPerTick;

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, Span<byte> facts);
}
