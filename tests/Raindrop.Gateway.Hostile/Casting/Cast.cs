namespace Raindrop.Gateway.Hostile.Casting;

/// <summary>Who plays: attackers, who are signed in to databases of their own, and those whose databases they must not reach.</summary>
internal sealed class Cast
{
    public IReadOnlyList<Actor> Attackers { get; } = [new("attacker-0"), new("attacker-1")];

    /// <summary>Nobody acts for them: their databases must stay as they are.</summary>
    public IReadOnlyList<Actor> Victims { get; } = [new("victim-0"), new("victim-1")];

    /// <summary>Was signed in, and is suspended since: its old cookie is replayed.</summary>
    public Actor Suspended { get; } = new("suspended");

    public IReadOnlyList<Actor> All => [.. Attackers, .. Victims, Suspended];
}
