namespace Raindrop.Grants.Execution;

/// <summary>What came of a grant in a database.</summary>
/// <param name="Outcome">What.</param>
/// <param name="Refusal">Why it was refused.</param>
/// <param name="IsForNobody">Whether there is no such tenant any more, and so no journal.</param>
internal readonly record struct GrantDecision(GrantOutcome Outcome, GrantRefusal Refusal = GrantRefusal.None, bool IsForNobody = false)
{
    public static GrantDecision Nobody { get; } = new(GrantOutcome.Refused, IsForNobody: true);

    public static GrantDecision Refuse(GrantRefusal refusal) => new(GrantOutcome.Refused, refusal);
}
