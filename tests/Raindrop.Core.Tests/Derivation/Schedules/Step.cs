namespace Raindrop.Core.Tests.Derivation.Schedules;

/// <summary>One thing that happens to a tenant.</summary>
/// <param name="Kind">What.</param>
/// <param name="A">Chooses the document, the host or the moment.</param>
/// <param name="B">Chooses a second document, or how long.</param>
/// <param name="Text">Chooses a text.</param>
internal readonly record struct Step(StepKind Kind, int A, int B, int Text)
{
    public override string ToString() => $"{Kind}({A},{B},{Text})";
}
