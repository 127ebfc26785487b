using System.Buffers;

namespace Raindrop.CouchDb.Http;

/// <summary>A body that is put together from pooled memory and, where they are large, from the callers' own bytes, which are not copied.</summary>
/// <remarks>The bytes must stay unchanged until the request was answered; it can be sent several times.</remarks>
internal sealed class RequestBody : IBufferWriter<byte>, IDisposable
{
    private const int PieceSize = 64 * 1024;
    private const int WorthReferring = 16 * 1024;
    private readonly List<ReadOnlyMemory<byte>> _pieces = [];
    private readonly List<byte[]> _rented = [];
    private byte[] _current = [];
    private int _pieceStart;
    private int _written;

    public long Length { get; private set; }

    /// <summary>Whether any of it may have been sent.</summary>
    public bool HasStarted { get; private set; }

    public void Advance(int count)
    {
        _written += count;
        Length += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_current.Length - _written < Math.Max(sizeHint, 1)) Renew(sizeHint);
        return _current.AsMemory(_written);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        if (_current.Length - _written < Math.Max(sizeHint, 1)) Renew(sizeHint);
        return _current.AsSpan(_written);
    }

    /// <summary>Adds bytes that stay as they are until the request was answered.</summary>
    public void Append(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < WorthReferring)
        {
            this.Write(bytes.Span);
            return;
        }

        CutPiece();
        _pieces.Add(bytes);
        Length += bytes.Length;
    }

    public async Task SendAsync(Stream target, CancellationToken cancellationToken)
    {
        HasStarted = true;
        CutPiece();
        foreach (var piece in _pieces) await target.WriteAsync(piece, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        foreach (var array in _rented) ArrayPool<byte>.Shared.Return(array);
        _rented.Clear();
        _pieces.Clear();
        _current = [];
    }

    private void Renew(int sizeHint)
    {
        CutPiece();
        _current = ArrayPool<byte>.Shared.Rent(Math.Max(sizeHint, PieceSize));
        _rented.Add(_current);
        _pieceStart = _written = 0;
    }

    private void CutPiece()
    {
        if (_written > _pieceStart) _pieces.Add(_current.AsMemory(_pieceStart, _written - _pieceStart));
        _pieceStart = _written;
    }
}
