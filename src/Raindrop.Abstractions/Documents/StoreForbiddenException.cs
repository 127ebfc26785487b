namespace Raindrop.Documents;

/// <summary>The store knows the caller and refuses: access rules, or a validation function.</summary>
public sealed class StoreForbiddenException : DocumentStoreException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong and what to do; <see langword="null"/> for the usual message.</param>
    /// <param name="innerException">What caused it.</param>
    public StoreForbiddenException(string? message = null, Exception? innerException = null)
        : base(message ?? "The store refuses this to the caller: check the database's access rules, or the validation function that refused.", innerException)
    {
    }
}
