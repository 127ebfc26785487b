namespace Raindrop.Keys;

/// <summary>The key provider can't do its work now. Nothing is wrong with the key or the record; the same call may succeed later.</summary>
public sealed class KeyProviderException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="message">What went wrong and what to do. No secret.</param>
    /// <param name="innerException">What caused it.</param>
    public KeyProviderException(KeyProviderFailure failure, string message, Exception? innerException = null)
        : base(message, innerException) => Failure = failure;

    /// <summary>Why.</summary>
    public KeyProviderFailure Failure { get; }

    /// <summary>How long the provider asks to wait, or <see langword="null"/> where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
