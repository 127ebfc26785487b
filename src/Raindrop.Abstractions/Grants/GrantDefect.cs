namespace Raindrop.Grants;

/// <summary>Why a token is no grant. The names may stand in logs and metrics, and are stored; the holder never sees one.</summary>
public enum GrantDefect
{
    /// <summary>It is not the text of a grant, in the one form that there is.</summary>
    Malformed = 0,

    /// <summary>Nobody knows the key that it names.</summary>
    UnknownKey,

    /// <summary>The signature is not one of that key.</summary>
    Signature,

    /// <summary>It is meant for another installation.</summary>
    Audience,

    /// <summary>It was issued later than it was presented, by more than clocks may differ.</summary>
    NotYetValid,

    /// <summary>It had expired when it was presented.</summary>
    Expired,

    /// <summary>It was issued for longer than is allowed here.</summary>
    LifetimeTooLong,

    /// <summary>An id is outside the prefixes that are reserved here.</summary>
    OutsidePrefix,
}
