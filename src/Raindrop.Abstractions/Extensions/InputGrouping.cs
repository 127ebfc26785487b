namespace Raindrop.Extensions;

/// <summary>What one derivation of an extension takes as its input.</summary>
public enum InputGrouping
{
    /// <summary>One document.</summary>
    None,

    /// <summary>All documents of the input schema whose keys share their first segment: the members of one conversation, for example.</summary>
    FirstKeySegment,

    /// <summary>All documents of the input schema.</summary>
    WholeSchema,
}
