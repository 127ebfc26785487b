namespace Raindrop.Credentials.Remote;

/// <summary>An exception as it goes over the wire: its type and its facts, no stack and no inner exception.</summary>
internal sealed record WireError
{
    /// <summary>The name of the type.</summary>
    public required string Type { get; init; }

    public string? Message { get; init; }

    /// <summary>The name of the value that says why, where the type has one.</summary>
    public string? Reason { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public string? Operation { get; init; }

    public int? Status { get; init; }

    public string? DocumentId { get; init; }

    /// <summary>The credential's name, where it is not the one that was asked for.</summary>
    public string? Name { get; init; }
}
