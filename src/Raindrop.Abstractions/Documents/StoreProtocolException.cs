namespace Raindrop.Documents;

/// <summary>What answered does not speak the protocol, or broke it.</summary>
public sealed class StoreProtocolException : DocumentStoreException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong and what to do; <see langword="null"/> for the usual message.</param>
    /// <param name="innerException">What caused it.</param>
    public StoreProtocolException(string? message = null, Exception? innerException = null)
        : base(message ?? "The answer was not what a CouchDB-compatible server sends: check the address and what stands between.", innerException)
    {
    }
}
