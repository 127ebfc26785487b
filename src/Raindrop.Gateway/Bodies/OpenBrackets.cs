namespace Raindrop.Gateway.Bodies;

/// <summary>Which brackets are open, one bit each.</summary>
internal struct OpenBrackets()
{
    /// <summary>What Raindrop takes of a document (<c>InvalidDocumentReason.MalformedJson</c>), and room for what wraps it.</summary>
    public const int Most = 512 + 8;

    private const int BitsInWord = 64;

    private readonly ulong[] _areObjects = new ulong[(Most / BitsInWord) + 1];

    /// <summary>How many are open.</summary>
    public int Depth { get; private set; }

    /// <summary>Whether the innermost is an object's.</summary>
    public readonly bool IsInObject => IsObject(Depth);

    /// <summary>Opens one.</summary>
    /// <returns>False if that is too deep.</returns>
    public bool Open(bool isObject)
    {
        if (Depth == Most) return false;
        var bit = 1UL << (Depth % BitsInWord);
        ref var word = ref _areObjects[Depth / BitsInWord];
        word = isObject ? word | bit : word & ~bit;
        Depth++;
        return true;
    }

    /// <summary>Closes the innermost.</summary>
    public void Close() => Depth--;

    /// <summary>Whether the bracket at a depth, from 1, is an object's.</summary>
    public readonly bool IsObject(int depth) => (_areObjects[(depth - 1) / BitsInWord] & (1UL << ((depth - 1) % BitsInWord))) != 0;
}
