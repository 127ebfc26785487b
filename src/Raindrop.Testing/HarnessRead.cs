namespace Raindrop.Testing;

/// <summary>Something that an extension read through its context.</summary>
/// <param name="Schema">The schema.</param>
/// <param name="Key">The key, or the group.</param>
/// <param name="IsGroup">Whether a group was read.</param>
/// <param name="Found">How many documents were there, merged ones counted once; 0 where nothing was, which is recorded too.</param>
public readonly record struct HarnessRead(string Schema, string Key, bool IsGroup, int Found);
