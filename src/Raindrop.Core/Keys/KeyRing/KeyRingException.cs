namespace Raindrop.Keys.KeyRing;

/// <summary>A key ring was not changed. The file is as it was before.</summary>
public sealed class KeyRingException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="message">What went wrong and what to do.</param>
    /// <param name="innerException">What caused it.</param>
    public KeyRingException(KeyRingFailure failure, string message, Exception? innerException = null)
        : base(message, innerException) => Failure = failure;

    /// <summary>Why.</summary>
    public KeyRingFailure Failure { get; }
}
