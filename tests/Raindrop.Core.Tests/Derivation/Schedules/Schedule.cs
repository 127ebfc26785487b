using CsCheck;

namespace Raindrop.Core.Tests.Derivation.Schedules;

/// <summary>What happens to a tenant, in order.</summary>
internal sealed record Schedule(IReadOnlyList<Step> Steps)
{
    private static readonly Gen<StepKind> Kinds = Gen.Frequency(
        (8, Gen.Const(StepKind.Put)),
        (2, Gen.Const(StepKind.Delete)),
        (4, Gen.Const(StepKind.Pass)),
        (4, Gen.Const(StepKind.KilledPass)),
        (2, Gen.Const(StepKind.TwoPasses)),
        (3, Gen.Const(StepKind.PassWithWrite)),
        (1, Gen.Const(StepKind.EditOutput)),
        (1, Gen.Const(StepKind.DeleteOutput)),
        (1, Gen.Const(StepKind.ConflictOutput)),
        (1, Gen.Const(StepKind.ConflictSource)),
        (1, Gen.Const(StepKind.RewindCheckpoint)),
        (1, Gen.Const(StepKind.LoseCheckpoint)),
        (1, Gen.Const(StepKind.Override)),
        (1, Gen.Const(StepKind.Restore)));

    private static readonly Gen<Step> OneStep = Gen.Select(Kinds, Gen.Int[0, 5], Gen.Int[0, 40], Gen.Int[0, 6], (kind, a, b, text) => new Step(kind, a, b, text));

    public static readonly Gen<Schedule> Any = OneStep.List[1, 12].Select(steps => new Schedule(steps));

    public override string ToString() => string.Join(" ", Steps);
}
