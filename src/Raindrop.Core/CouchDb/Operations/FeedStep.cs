namespace Raindrop.CouchDb.Operations;

/// <summary>What came next on a feed's connection.</summary>
internal enum FeedStep
{
    Row,
    Ended,
    Broken,
}
