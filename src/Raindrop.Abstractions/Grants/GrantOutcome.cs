namespace Raindrop.Grants;

/// <summary>What came of a grant in one tenant's database. The names are stored.</summary>
public enum GrantOutcome
{
    /// <summary>Refused; <see cref="GrantJournalEntry.Refusal"/> says why.</summary>
    Refused = 0,

    /// <summary>The documents are in the database as granted, except those that a newer release had already replaced.</summary>
    Written,

    /// <summary>A newer release was there before; nothing of this one was written.</summary>
    Superseded,
}
