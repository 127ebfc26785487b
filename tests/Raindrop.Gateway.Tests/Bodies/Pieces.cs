using Raindrop.Gateway.Bodies;

namespace Raindrop.Gateway.Tests.Bodies;

/// <summary>Gives a body to a checker in pieces.</summary>
internal static class Pieces
{
    /// <summary>What a checker says of a body that comes cut at these places.</summary>
    public static BodyViolation Check(IBodyChecker checker, ReadOnlySpan<byte> body, params ReadOnlySpan<int> cuts)
    {
        using (checker)
        {
            var start = 0;
            foreach (var cut in cuts)
            {
                if (checker.Check(body[start..cut]) is var early and not BodyViolation.None) return early;
                start = cut;
            }

            return checker.Check(body[start..]) is var late and not BodyViolation.None ? late : checker.Complete();
        }
    }

    /// <summary>What a checker says, which must be the same however the body is cut: whole, in two at every place, byte by byte.</summary>
    public static BodyViolation CheckEveryCut(Func<IBodyChecker> checker, byte[] body)
    {
        var whole = Check(checker(), body);
        for (var cut = 0; cut <= body.Length; cut++) Check(checker(), body, cut).Should().Be(whole, "cut at {0}", cut);
        Check(checker(), body, [.. Enumerable.Range(0, body.Length)]).Should().Be(whole, "byte by byte");
        return whole;
    }
}
