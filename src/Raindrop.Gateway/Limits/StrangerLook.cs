namespace Raindrop.Gateway.Limits;

/// <summary>How a request is looked at before anybody knows who makes it.</summary>
internal enum StrangerLook
{
    /// <summary>It is not: there were too many.</summary>
    Refused = 0,

    /// <summary>As one of those that its network may make.</summary>
    Counted,

    /// <summary>Without being counted: its credentials were good a moment ago, or there is no limit.</summary>
    Free,
}
