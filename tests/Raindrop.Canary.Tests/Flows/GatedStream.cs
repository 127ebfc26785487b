namespace Raindrop.Canary.Tests.Flows;

/// <summary>A connection whose every read and write passes a gate.</summary>
internal sealed class GatedStream(Stream inner, FaultGate gate) : Stream
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

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await gate.BeforeAsync($"{FaultGate.Line} reads");
        var count = await inner.ReadAsync(buffer, cancellationToken);
        await gate.AfterAsync($"{FaultGate.Line} reads");
        return count;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await gate.BeforeAsync($"{FaultGate.Line} writes");
        await inner.WriteAsync(buffer, cancellationToken);
        await gate.AfterAsync($"{FaultGate.Line} writes");
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => throw new NotSupportedException("Nothing blocks here.");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Nothing blocks here.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Nothing blocks here.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
