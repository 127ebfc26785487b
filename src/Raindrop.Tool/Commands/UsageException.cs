namespace Raindrop.Tool.Commands;

/// <summary>The options do not go together. The message says which to give.</summary>
/// <param name="message">What to do.</param>
internal sealed class UsageException(string message) : Exception(message);
