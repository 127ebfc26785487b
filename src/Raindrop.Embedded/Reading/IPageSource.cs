using Raindrop.Embedded.Storage;

namespace Raindrop.Embedded.Reading;

/// <summary>A listing that is read page by page, each page in a transaction of its own.</summary>
internal interface IPageSource<T>
{
    /// <summary>Adds the next rows.</summary>
    /// <returns>Whether there may be more.</returns>
    bool Fill(ReadLease lease, List<T> page);
}
