namespace Raindrop.Documents;

/// <summary>The store does not know the caller: credentials are missing, wrong or expired.</summary>
public sealed class StoreUnauthorizedException : DocumentStoreException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong and what to do; <see langword="null"/> for the usual message.</param>
    /// <param name="innerException">What caused it.</param>
    public StoreUnauthorizedException(string? message = null, Exception? innerException = null)
        : base(message ?? "The store refused the credentials: check the user name, password, token or secret in the options.", innerException)
    {
    }
}
