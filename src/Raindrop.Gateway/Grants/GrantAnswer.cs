namespace Raindrop.Gateway.Grants;

/// <summary>All that a holder is ever told. Which of them depends on the request and the grant, on how busy the gateway is and on whether the queue answers; never on a tenant's database. The names stand in metrics.</summary>
internal enum GrantAnswer
{
    /// <summary>It is queued, now or before.</summary>
    Accepted,

    /// <summary>It came over the network in the clear.</summary>
    Http,

    /// <summary>It is no POST.</summary>
    Method,

    /// <summary>It has a query.</summary>
    Query,

    /// <summary>There is no grant, or it is not good, whatever is wrong with it.</summary>
    Grant,

    /// <summary>The body is not JSON by its headers, or is encoded.</summary>
    ContentType,

    /// <summary>The body is larger than bodies may be.</summary>
    TooLarge,

    /// <summary>The body is anything but exactly the granted documents.</summary>
    Body,

    /// <summary>Others are being taken.</summary>
    Busy,

    /// <summary>The queue cannot be written.</summary>
    Unavailable,

    /// <summary>A fault of the gateway.</summary>
    Failed,
}
