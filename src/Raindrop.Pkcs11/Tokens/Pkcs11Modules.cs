using System.Runtime.InteropServices;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using Raindrop.Keys;

namespace Raindrop.Pkcs11.Tokens;

/// <summary>The modules that this process has loaded. A module is initialized once a process, whoever uses it, and stays until the process ends: others may use it too.</summary>
internal static class Pkcs11Modules
{
    private static readonly Lock Loading = new();
    private static readonly Dictionary<string, IPkcs11Library> Loaded = new(StringComparer.Ordinal);

    // Kept, as a thread may still be in them.
    private static readonly List<IPkcs11Library> Replaced = [];

    public static Pkcs11InteropFactories Factories { get; } = CreateFactories();

    /// <exception cref="KeyProviderException">The library cannot be loaded.</exception>
    public static IPkcs11Library Get(string path)
    {
        lock (Loading)
        {
            if (!Loaded.TryGetValue(path, out var module)) Loaded[path] = module = Load(path);
            return module;
        }
    }

    /// <summary>Initializes a module that somebody else in this process has finalized.</summary>
    public static void Reload(string path)
    {
        lock (Loading)
        {
            if (!Loaded.TryGetValue(path, out var module) || IsInitialized(module)) return;
            Replaced.Add(module);
            Loaded[path] = Load(path);
        }
    }

    private static bool IsInitialized(IPkcs11Library module)
    {
        try
        {
            module.GetInfo();
            return true;
        }
        catch (Pkcs11Exception e)
        {
            return e.RV != CKR.CKR_CRYPTOKI_NOT_INITIALIZED;
        }
    }

    private static IPkcs11Library Load(string path)
    {
        try
        {
            return Factories.Pkcs11LibraryFactory.LoadPkcs11Library(Factories, path, AppType.MultiThreaded);
        }
        catch (Pkcs11Exception e)
        {
            throw CkrFailures.ToException(e);
        }
        catch (Exception e) when (e is UnmanagedException or LibraryArchitectureException or DllNotFoundException or EntryPointNotFoundException)
        {
            throw new KeyProviderException(KeyProviderFailure.NotConfigured, $"The PKCS#11 library {path} cannot be loaded: install the module's software, of the same architecture as this process, and check the path.", e);
        }
    }

    // Pkcs11Interop looks for libdl by a name that only development packages have; the C library that every process has loaded holds the same calls.
    private static Pkcs11InteropFactories CreateFactories()
    {
        try
        {
            NativeLibrary.SetDllImportResolver(
                typeof(Pkcs11InteropFactories).Assembly,
                static (name, _, _) => name == "libdl" && !OperatingSystem.IsWindows() ? NativeLibrary.GetMainProgramHandle() : 0);
        }
        catch (InvalidOperationException)
        {
            // The application resolves it already.
        }

        return new Pkcs11InteropFactories();
    }
}
