namespace Raindrop.Gateway.Limits;

/// <summary>Which limit was reached. A closed vocabulary: it may stand in logs and metrics.</summary>
internal enum GatewayLimit
{
    None = 0,

    /// <summary>Requests a second of a tenant.</summary>
    Rate,

    /// <summary>Requests of a tenant at once.</summary>
    Concurrency,

    /// <summary>Feeds of a tenant.</summary>
    Feeds,

    /// <summary>Requests a second of strangers from one network.</summary>
    Strangers,
}
