namespace Raindrop.Gateway.Hostile.Requests;

/// <summary>Bytes that are sent, and what a server that is not fooled may do about them.</summary>
/// <param name="Kind">What is wrong with them.</param>
/// <param name="Bytes">They.</param>
internal sealed record HostileRequest(HostileKind Kind, byte[] Bytes)
{
    /// <summary>The methods of the requests that a correct server finds in the bytes, in order: one answer each.</summary>
    public IReadOnlyList<string> Methods { get; init; } = ["GET"];

    /// <summary>Whether a success is an answer: the caller's own database was asked for.</summary>
    public bool MaySucceed { get; init; }

    /// <summary>Whether the server may close the connection.</summary>
    public bool MayClose { get; init; }

    /// <summary>Whether the bytes end before the request does, so that what came after would be part of it.</summary>
    public bool IsCut { get; init; }
}
