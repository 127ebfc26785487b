namespace Raindrop.Documents;

/// <summary>The store cannot be reached, is overloaded or failed; the same call may succeed later.</summary>
public sealed class StoreUnavailableException : DocumentStoreException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong and what to do; <see langword="null"/> for the usual message.</param>
    /// <param name="innerException">What caused it.</param>
    public StoreUnavailableException(string? message = null, Exception? innerException = null)
        : base(message ?? "The store cannot be reached or failed: check that it runs, and try again.", innerException)
    {
    }

    /// <summary>How long the server asks to wait, or <see langword="null"/> where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
