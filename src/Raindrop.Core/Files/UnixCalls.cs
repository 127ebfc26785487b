using System.Runtime.InteropServices;

namespace Raindrop.Files;

/// <summary>The few calls of Unix systems that .NET does not offer.</summary>
internal static partial class UnixCalls
{
    // The same on Linux, macOS and the BSDs.
    private const int AlreadyExists = 17;
    private const int ReadOnly = 0;

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint GetEffectiveUser();

    /// <summary>Gives a file a second name, unless something has that name already: the one way to put a whole file in place that overwrites nothing.</summary>
    /// <returns>Whether it was done; <see langword="null"/> where the file system has no second names.</returns>
    public static bool? TryLink(string existing, string name)
    {
        if (Link(existing, name) == 0) return true;
        return Marshal.GetLastPInvokeError() == AlreadyExists ? false : null;
    }

    /// <summary>Puts the names in a folder on the disk, where the system can.</summary>
    public static void FlushFolder(string folder)
    {
        var handle = Open(folder, ReadOnly);
        if (handle < 0) return;
        _ = Flush(handle);
        _ = Close(handle);
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string name);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Flush(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
