namespace Raindrop.Keys.Backups;

/// <summary>What restoring does about one tenant.</summary>
internal enum RestoreOutcome
{
    Kept,
    Restored,
    Replaced,
    Merged,
    Refused,
    StaysShredded,
}
