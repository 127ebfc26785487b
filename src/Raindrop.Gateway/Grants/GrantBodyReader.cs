using System.Buffers;
using System.IO.Pipelines;
using Raindrop.Gateway.Bodies;

namespace Raindrop.Gateway.Grants;

/// <summary>Takes a body into memory, whole, within a bound, checking it as it comes.</summary>
internal static class GrantBodyReader
{
    /// <returns>The body; or why it is refused.</returns>
    public static async ValueTask<(ReadOnlyMemory<byte> Body, GrantAnswer Answer)> ReadAsync(PipeReader source, int most, CancellationToken cancellationToken)
    {
        var body = new ArrayBufferWriter<byte>();
        using var checker = new JsonChecker();
        while (true)
        {
            var result = await source.ReadAsync(cancellationToken).ConfigureAwait(false);
            var refusal = Take(result.Buffer, body, checker, most);
            source.AdvanceTo(result.Buffer.End);
            if (result.IsCanceled) throw new OperationCanceledException("The request is given up.");
            if (refusal != GrantAnswer.Accepted) return (default, refusal);
            if (result.IsCompleted) return checker.Complete() == BodyViolation.None ? (body.WrittenMemory, GrantAnswer.Accepted) : (default, GrantAnswer.Body);
        }
    }

    private static GrantAnswer Take(ReadOnlySequence<byte> pieces, ArrayBufferWriter<byte> body, JsonChecker checker, int most)
    {
        if (body.WrittenCount + pieces.Length > most) return GrantAnswer.TooLarge;
        foreach (var piece in pieces)
        {
            if (checker.Check(piece.Span) != BodyViolation.None) return GrantAnswer.Body;
            body.Write(piece.Span);
        }

        return GrantAnswer.Accepted;
    }
}
