namespace Raindrop.Gateway.Hostile.Requests;

/// <summary>What is wrong with a request, in short.</summary>
internal enum HostileKind
{
    /// <summary>Nothing: an attacker uses its own database.</summary>
    Ordinary,

    /// <summary>A target that is put together from pieces of attacks.</summary>
    Target,

    /// <summary>Another's database, written in many ways.</summary>
    Foreign,

    /// <summary>A request line that is no path: absolute, authority, asterisk, other versions.</summary>
    Line,

    /// <summary>A body whose length is told in two ways or in none, with another request in it.</summary>
    Framing,

    /// <summary>Headers that another server would trust, read differently, or choke on.</summary>
    Headers,

    /// <summary>A body that two parsers read differently, or that is none.</summary>
    Body,

    /// <summary>A copy to somewhere else.</summary>
    Copy,

    /// <summary>Credentials that are not the caller's, or nobody's.</summary>
    Credentials,
}
