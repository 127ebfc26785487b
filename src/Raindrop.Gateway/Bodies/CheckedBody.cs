using System.Buffers;
using System.IO.Pipelines;
using Raindrop.Streams;

namespace Raindrop.Gateway.Bodies;

/// <summary>A request body that gives out only what is checked, and its last bytes only when the whole is proved good.</summary>
/// <remarks>
/// Whoever sends it on has not sent the end when a violation is found, so CouchDB has nothing whole to act on. Four bytes are held back: the
/// end of a multipart body is its last two dashes and a line break, and JSON is acted on only when all of it has come.
/// </remarks>
/// <param name="source">The body.</param>
/// <param name="checker">What it must obey. Disposed with this.</param>
internal sealed class CheckedBody(PipeReader source, IBodyChecker checker) : ReadOnlyStream
{
    /// <summary>How many bytes are held back until the end.</summary>
    public const int HeldBack = 4;

    private long _checked;
    private bool _isProved;

    /// <summary>What was found wrong, after a read threw <see cref="BodyViolationException"/>.</summary>
    public BodyViolation Violation { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="BodyViolationException">The body breaks a rule.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Violation != BodyViolation.None) throw new BodyViolationException(Violation);
        if (buffer.IsEmpty) return 0;
        while (true)
        {
            var result = await source.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (result.IsCanceled) throw new OperationCanceledException("The request is given up.");
            var bytes = result.Buffer;
            Prove(bytes.Slice(_checked), result.IsCompleted, bytes);

            var ready = _isProved ? bytes.Length : Math.Max(0, bytes.Length - HeldBack);
            var taken = bytes.Slice(0, Math.Min(ready, buffer.Length));
            var count = (int)taken.Length;
            taken.CopyTo(buffer.Span);
            _checked = bytes.Length - count;

            // Where all that is ready was taken, the next read waits for more.
            source.AdvanceTo(taken.End, count == ready ? bytes.End : taken.End);
            if (count > 0 || _isProved) return count;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) checker.Dispose();
        base.Dispose(disposing);
    }

    private void Prove(ReadOnlySequence<byte> fresh, bool isEnd, ReadOnlySequence<byte> all)
    {
        foreach (var piece in fresh)
        {
            Violation = checker.Check(piece.Span);
            if (Violation != BodyViolation.None) break;
        }

        if (Violation == BodyViolation.None && isEnd && !_isProved) Violation = checker.Complete();
        if (Violation != BodyViolation.None)
        {
            source.AdvanceTo(all.Start, all.End);
            throw new BodyViolationException(Violation);
        }

        _isProved |= isEnd;
    }
}
