namespace Raindrop.Testing.Conformance;

/// <summary>A store or a key provider does not do what the contracts say.</summary>
public sealed class ConformanceException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was expected and what came instead.</param>
    /// <param name="innerException">What it threw.</param>
    public ConformanceException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
