namespace Raindrop.Documents;

/// <summary>How long a changes feed goes on.</summary>
public enum ChangesFeedKind
{
    /// <summary>Up to what is there now.</summary>
    Normal,

    /// <summary>Like <see cref="Normal"/>, but where nothing is there yet it waits for the first change or for the timeout.</summary>
    LongPoll,

    /// <summary>Without end, resuming by itself after any break of the connection, until it is cancelled.</summary>
    Continuous,
}
