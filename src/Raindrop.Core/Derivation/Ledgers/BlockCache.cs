namespace Raindrop.Derivation.Ledgers;

/// <summary>The blocks used last, by document id.</summary>
internal sealed class BlockCache
{
    private readonly Dictionary<string, LinkedListNode<(string Id, LedgerBlock Block)>> _blocks = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Id, LedgerBlock Block)> _order = new();

    public LedgerBlock? Find(string id)
    {
        if (!_blocks.TryGetValue(id, out var node)) return null;
        _order.Remove(node);
        _order.AddFirst(node);
        return node.Value.Block;
    }

    public void Set(string id, LedgerBlock block)
    {
        Remove(id);
        _blocks[id] = _order.AddFirst((id, block));
        if (_order.Count <= LedgerFormat.CachedBlocks) return;
        _blocks.Remove(_order.Last!.Value.Id);
        _order.RemoveLast();
    }

    public void Clear()
    {
        _blocks.Clear();
        _order.Clear();
    }

    public void Remove(string id)
    {
        if (_blocks.Remove(id, out var node)) _order.Remove(node);
    }
}
