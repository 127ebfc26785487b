using System.Runtime.InteropServices;
using System.Text;
using Raindrop.Credentials.Remote;

namespace Raindrop.Credentials.Tests.Remote;

/// <summary>What is left of a secret in the memory in which it passed through a stream: nothing.</summary>
public sealed class WireMemoryTests
{
    [Fact]
    public async Task The_memory_of_secrets_is_zeroed_on_both_ways()
    {
        await using var listener = new CredentialVaultListener(new ScriptedVault((_, _) => Task.CompletedTask), TimeSpan.FromSeconds(10));
        var (memory, serving) = (new List<(byte[] Array, bool IsSecret)>(), new List<Task>());
        var client = new RemoteCredentialVault(
            token =>
            {
                var (near, far) = Pipes();
                serving.Add(listener.ServeAsync(new Watched(far, memory), token));
                return ValueTask.FromResult<Stream>(new Watched(near, memory));
            },
            TimeSpan.FromSeconds(30));
        var reference = new CredentialReference(Tenancy.TenantId.New(), "a", "b");
        using (var credential = VaultWorld.Password()) await client.StoreAsync(reference, credential, VaultWorld.Access, TestContext.Current.CancellationToken);
        using (await client.OpenAsync(reference, VaultWorld.Access, TestContext.Current.CancellationToken))
        {
        }

        await Task.WhenAll(serving);
        lock (memory)
        {
            // Of two calls the user name and the secret, written and read.
            memory.Where(one => one.IsSecret).Should().HaveCount(8).And.OnlyContain(one => one.Array.All(value => value == 0));
        }
    }

    private static (Stream Near, Stream Far) Pipes()
    {
        var (there, back) = (new System.IO.Pipelines.Pipe(), new System.IO.Pipelines.Pipe());
        return (new Duplex(back.Reader.AsStream(), there.Writer.AsStream()), new Duplex(there.Reader.AsStream(), back.Writer.AsStream()));
    }

    /// <summary>Remembers the memory that went through it.</summary>
    private sealed class Watched(Stream inner, List<(byte[] Array, bool IsSecret)> memory) : Duplex(inner, inner)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            Note(buffer[..read]);
            return read;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Note(buffer);
            return base.WriteAsync(buffer, cancellationToken);
        }

        private void Note(ReadOnlyMemory<byte> buffer)
        {
            MemoryMarshal.TryGetArray(buffer, out var segment).Should().BeTrue();
            var text = Encoding.UTF8.GetString(buffer.Span);
            lock (memory) memory.Add((segment.Array!, text.Contains("correct horse", StringComparison.Ordinal) || text.Contains("user@example.org", StringComparison.Ordinal)));
        }
    }

    private class Duplex(Stream from, Stream to) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => from.ReadAsync(buffer, cancellationToken);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => to.WriteAsync(buffer, cancellationToken);

        public override Task FlushAsync(CancellationToken cancellationToken) => to.FlushAsync(cancellationToken);

        public override void Flush() => to.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            from.Dispose();
            to.Dispose();
            base.Dispose(disposing);
        }
    }
}
