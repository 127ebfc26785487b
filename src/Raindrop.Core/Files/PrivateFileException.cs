namespace Raindrop.Files;

/// <summary>A file that holds a secret is not there, cannot be read, or can be read by others.</summary>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="innerException">What caused it.</param>
internal sealed class PrivateFileException(string message, Exception? innerException = null) : IOException(message, innerException);
