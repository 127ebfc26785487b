namespace Mailroom.Commands;

/// <summary>An extension was named that the program does not have.</summary>
internal sealed class UnknownExtensionException(IEnumerable<string> known) : Exception($"There is no such extension. There are: {string.Join(", ", known)}.");
