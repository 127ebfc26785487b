namespace Raindrop.Schemas;

/// <summary>The named shape of a document.</summary>
/// <param name="Name">The name, for example <c>rd.msg.email</c>: lower-case letters, digits, <c>.</c>, <c>-</c> and <c>_</c>, starting with a letter.</param>
/// <param name="Version">The version of the shape, 1 or more.</param>
/// <param name="Kind">Where its documents come from.</param>
public sealed record SchemaDefinition(string Name, int Version, SchemaKind Kind)
{
    /// <summary>
    /// Whether the user may override what extensions derived under this derived schema, with source documents <c>schema:key:@user</c>
    /// (see <see cref="DocumentKey.OverrideWriter"/>). They are merged above every extension.
    /// </summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool AllowsOverrides { get; init; }
}
