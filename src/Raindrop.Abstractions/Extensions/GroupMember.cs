namespace Raindrop.Extensions;

/// <summary>A member of a group.</summary>
/// <param name="Document">The document: its key, its attachments.</param>
/// <param name="Body">Its body.</param>
/// <typeparam name="T">The type of the body.</typeparam>
public readonly record struct GroupMember<T>(InputDocument Document, T Body);
