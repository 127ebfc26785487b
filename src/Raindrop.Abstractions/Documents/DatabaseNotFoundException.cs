namespace Raindrop.Documents;

/// <summary>The database does not exist.</summary>
public sealed class DatabaseNotFoundException : DocumentStoreException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong and what to do; <see langword="null"/> for the usual message.</param>
    /// <param name="innerException">What caused it.</param>
    public DatabaseNotFoundException(string? message = null, Exception? innerException = null)
        : base(message ?? "The database does not exist. Create it first, or check the name.", innerException)
    {
    }
}
