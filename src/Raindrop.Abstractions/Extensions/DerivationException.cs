namespace Raindrop.Extensions;

/// <summary>An extension did what it may not, or failed.</summary>
public sealed class DerivationException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="failure">What went wrong.</param>
    /// <param name="message">What went wrong and what to do. No content.</param>
    /// <param name="innerException">What caused it.</param>
    public DerivationException(DerivationFailure failure, string message, Exception? innerException = null)
        : base(message, innerException) => Failure = failure;

    /// <summary>What went wrong.</summary>
    public DerivationFailure Failure { get; }
}
