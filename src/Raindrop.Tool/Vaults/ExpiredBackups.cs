namespace Raindrop.Tool.Vaults;

/// <summary>What became of the keys of backups whose time is over.</summary>
/// <param name="Destroyed">How many were destroyed.</param>
internal readonly record struct ExpiredBackups(int Destroyed);
