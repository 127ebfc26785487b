using Raindrop.Credentials;
using Raindrop.Files;
using Raindrop.Keys;

namespace Raindrop.Pkcs11.Tokens;

/// <summary>Where the user's PIN comes from.</summary>
internal sealed class PinSource(Pkcs11Options options) : IDisposable
{
    private const int MaxLength = 1024;
    private readonly CancellationTokenSource _stop = new();
    private int _isDisposed;

    /// <summary>The PIN; the caller disposes it. It blocks the thread for as long as whoever gives it takes.</summary>
    /// <exception cref="KeyProviderException">The file is not there, or others can read it.</exception>
    public Secret Read() => options.Pin is { } ask ? ask(_stop.Token).AsTask().GetAwaiter().GetResult() : ReadFile(options.PinFile!);

    /// <summary>Ends the asking.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return;
        _stop.Cancel();
        _stop.Dispose();
    }

    private static Secret ReadFile(string path)
    {
        try
        {
            using var content = PrivateFile.Read(path, MaxLength).Content;
            using var bytes = content.Read();
            return Secret.Copy(bytes.Bytes.TrimEnd("\r\n"u8));
        }
        catch (PrivateFileException e) when (e.InnerException is FileNotFoundException or DirectoryNotFoundException)
        {
            // Its name is not repeated, nor is the cause, which does: it may be the PIN itself.
            throw new KeyProviderException(KeyProviderFailure.NotConfigured, "The PIN cannot be read: there is no such file as is named. Name the file that holds the PIN, not the PIN itself.");
        }
        catch (IOException e)
        {
            throw new KeyProviderException(KeyProviderFailure.NotConfigured, $"The PIN cannot be read: {e.Message}", e);
        }
    }
}
