namespace Raindrop.Gateway.Accounts;

/// <summary>What became of an attempt, for logs and metrics.</summary>
internal enum AccountOutcome
{
    /// <summary>It was made.</summary>
    Done,

    /// <summary>There is no such account, or the password is another one.</summary>
    Wrong,

    /// <summary>Somebody tries too often.</summary>
    Throttled,

    /// <summary>It is no name, or a password that may not be chosen.</summary>
    Refused,

    /// <summary>The name is somebody's.</summary>
    Taken,
}
