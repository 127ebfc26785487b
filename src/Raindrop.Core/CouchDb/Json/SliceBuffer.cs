using System.Buffers;
using System.Runtime.CompilerServices;
using Raindrop.CouchDb.Http;

namespace Raindrop.CouchDb.Json;

/// <summary>The bytes of an answer that were read and not yet used, in one piece; as large as the largest value, and no larger.</summary>
internal sealed class SliceBuffer(CouchResponse response) : IDisposable
{
    private const int FirstSize = 64 * 1024;
    private const int LargestSize = 1 << 30;
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstSize);
    private Stream? _stream;
    private int _start;
    private int _end;

    public bool HasEnded { get; private set; }

    public ReadOnlySpan<byte> Unread => _bytes.AsSpan(_start, _end - _start);

    public void Skip(int count) => _start += count;

    /// <summary>Reads more, or learns that there is none.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask FillAsync()
    {
        MakeRoom();
        _stream ??= await response.OpenAsync().ConfigureAwait(false);
        var read = await response.ReadAsync(_stream, _bytes.AsMemory(_end)).ConfigureAwait(false);
        _end += read;
        HasEnded = read == 0;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _start = _end = 0;
    }

    private void MakeRoom()
    {
        if (_start == _end) _start = _end = 0;
        if (_bytes.Length - _end >= FirstSize / 4) return;
        var length = _end - _start;
        if (length <= _bytes.Length / 2)
        {
            _bytes.AsSpan(_start, length).CopyTo(_bytes);
        }
        else
        {
            if (_bytes.Length >= LargestSize) throw response.Broken("A value in the answer is larger than 1 GB, which no document is.");
            var larger = ArrayPool<byte>.Shared.Rent(_bytes.Length * 2);
            _bytes.AsSpan(_start, length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        _start = 0;
        _end = length;
    }
}
