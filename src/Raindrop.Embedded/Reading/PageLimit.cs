namespace Raindrop.Embedded.Reading;

/// <summary>How much is read in one transaction, so that memory is bounded and no reader keeps the write-ahead log from being emptied.</summary>
internal struct PageLimit()
{
    private const int MostRows = 2000;
    private const long MostBytes = 2 * 1024 * 1024;
    private int _rows;
    private long _bytes;

    /// <summary>Whether there is room for another row.</summary>
    public readonly bool HasRoom => _rows < MostRows && _bytes < MostBytes;

    public void Count(Documents.Document? document)
    {
        _rows++;
        if (document is null) return;
        _bytes += document.Content.Length;
        foreach (var attachment in document.Attachments.Values) _bytes += attachment.Data?.Length ?? 0;
    }
}
