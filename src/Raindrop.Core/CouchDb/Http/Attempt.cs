using Raindrop.Documents;

namespace Raindrop.CouchDb.Http;

/// <summary>What came of sending a request once: an answer, or a failure and whether the server did nothing.</summary>
internal readonly struct Attempt
{
    public CouchResponse? Response { get; init; }

    public DocumentStoreException? Failure { get; init; }

    /// <summary>Whether the server certainly has not begun to do what was asked.</summary>
    public bool NothingDone { get; init; }

    /// <summary>Whether another try, signed anew, may succeed.</summary>
    public bool SignedAnew { get; init; }
}
