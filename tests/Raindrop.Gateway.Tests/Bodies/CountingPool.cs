using System.Buffers;

namespace Raindrop.Gateway.Tests.Bodies;

/// <summary>Memory that knows how much of it was out at most.</summary>
internal sealed class CountingPool : MemoryPool<byte>
{
    private int _out;

    public int Most { get; private set; }

    public override int MaxBufferSize => Shared.MaxBufferSize;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        var owner = new Owner(this, Shared.Rent(minBufferSize));
        var now = Interlocked.Add(ref _out, owner.Memory.Length);
        lock (Shared) Most = Math.Max(Most, now);
        return owner;
    }

    protected override void Dispose(bool disposing)
    {
    }

    private sealed class Owner(CountingPool pool, IMemoryOwner<byte> inner) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory => inner.Memory;

        public void Dispose()
        {
            Interlocked.Add(ref pool._out, -inner.Memory.Length);
            inner.Dispose();
        }
    }
}
