namespace Raindrop.Gateway.Bodies;

/// <summary>A body breaks a rule; what was read of it is not whole, and nothing more is given out.</summary>
internal sealed class BodyViolationException(BodyViolation violation) : IOException(BodyViolations.ReasonOf(violation))
{
    public BodyViolation Violation { get; } = violation;
}
