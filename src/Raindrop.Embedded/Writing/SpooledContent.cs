using System.Buffers;
using System.Security.Cryptography;

namespace Raindrop.Embedded.Writing;

/// <summary>An attachment's bytes on their way in, read to their end before a transaction begins, so that a slow source keeps no other writer waiting.</summary>
internal sealed class SpooledContent : IDisposable
{
    private const int MostInMemory = 1024 * 1024;
    private const int BufferSize = 80 * 1024;

    private SpooledContent(Stream content, byte[] hash, string digest) => (Content, Hash, Digest) = (content, hash, digest);

    public Stream Content { get; }

    public long Length => Content.Length;

    /// <summary>What tells equal bytes; unlike <see cref="Digest"/> nobody can make two contents that share it.</summary>
    public byte[] Hash { get; }

    /// <summary>CouchDB's digest.</summary>
    public string Digest { get; }

    public static SpooledContent Of(ReadOnlyMemory<byte> content) => new(new MemoryStream(content.ToArray(), writable: false), SHA256.HashData(content.Span), DigestOf(content.Span));

    public static async ValueTask<SpooledContent> ReadAsync(Stream source, CancellationToken cancellationToken)
    {
        Stream spool = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            using var digest = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
            int read;
            while ((read = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                digest.AppendData(buffer, 0, read);
                if (spool is MemoryStream memory && memory.Length + read > MostInMemory) spool = MoveToDisk(memory);
                await spool.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            }

            spool.Position = 0;
            return new SpooledContent(spool, hash.GetHashAndReset(), Name(digest.GetHashAndReset()));
        }
        catch
        {
            await spool.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose() => Content.Dispose();

    // The file has no name while it is used, where the system allows that, so that a process that is killed leaves none behind.
    private static FileStream MoveToDisk(MemoryStream memory)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        if (!OperatingSystem.IsWindows()) File.Delete(path);
        memory.WriteTo(file);
        return file;
    }

    private static string Name(byte[] digest) => "md5-" + Convert.ToBase64String(digest);

#pragma warning disable CA5351 // MD5 is how the protocol names content; equal bytes are told by SHA-256.
    private static string DigestOf(ReadOnlySpan<byte> content) => Name(MD5.HashData(content));
#pragma warning restore CA5351
}
