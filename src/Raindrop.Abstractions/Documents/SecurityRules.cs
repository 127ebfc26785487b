namespace Raindrop.Documents;

/// <summary>Who may use a database. One without members is open to every user that the server lets in; set members, a role that nobody has at least.</summary>
public sealed record SecurityRules
{
    /// <summary>The names of users who may write design documents and these rules.</summary>
    public IReadOnlyList<string> AdminNames { get; init; } = [];

    /// <summary>The roles of users who may write design documents and these rules.</summary>
    public IReadOnlyList<string> AdminRoles { get; init; } = [];

    /// <summary>The names of users who may read and write documents.</summary>
    public IReadOnlyList<string> MemberNames { get; init; } = [];

    /// <summary>The roles of users who may read and write documents.</summary>
    public IReadOnlyList<string> MemberRoles { get; init; } = [];

    /// <summary>How many names and roles there are; never the names.</summary>
    public override string ToString() => $"SecurityRules: {AdminNames.Count + AdminRoles.Count} admins, {MemberNames.Count + MemberRoles.Count} members";
}
