namespace Raindrop.Gateway.Bodies;

/// <summary>Checks a body as it comes, in pieces of any size, in memory that does not grow with what passes.</summary>
internal interface IBodyChecker : IDisposable
{
    /// <summary>Checks the next piece.</summary>
    /// <returns>What is wrong up to here. After a violation the checker is of no more use.</returns>
    BodyViolation Check(ReadOnlySpan<byte> bytes);

    /// <summary>Says that nothing follows.</summary>
    /// <returns>What is wrong with the whole.</returns>
    BodyViolation Complete();
}
