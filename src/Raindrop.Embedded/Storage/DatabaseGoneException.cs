namespace Raindrop.Embedded.Storage;

/// <summary>The open file belongs to a database that was deleted: the name is looked up again. It does not leave this library.</summary>
internal sealed class DatabaseGoneException : Exception;
