using Raindrop.Tenancy;

namespace Raindrop.Gateway.Hostile.Casting;

/// <summary>A tenant of the play.</summary>
internal sealed class Actor(string name)
{
    /// <summary>How every real name of a database begins, so that one is found in an answer whoever's it is.</summary>
    public const string DatabasePrefix = "realname-";

    /// <summary>How every secret begins.</summary>
    public const string MarkerPrefix = "secret-of-";

    /// <summary>Who signs in.</summary>
    public string Name { get; } = name;

    public TenantId Id { get; } = TenantId.New();

    /// <summary>The real name of the database.</summary>
    public string Database { get; } = $"{DatabasePrefix}{Guid.NewGuid():N}";

    /// <summary>What is in every document and attachment of the database, and nowhere else.</summary>
    public string Marker { get; } = $"{MarkerPrefix}{Guid.NewGuid():N}";

    public override string ToString() => Name;
}
