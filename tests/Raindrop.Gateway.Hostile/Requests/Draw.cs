namespace Raindrop.Gateway.Hostile.Requests;

/// <summary>Random choices that the same seed repeats everywhere (SplitMix64, Steele, Lea and Flood 2014).</summary>
internal sealed class Draw(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The draw for one of many numbered things.</summary>
    public static Draw For(int seed, long number) => new(((ulong)(uint)seed << 32) ^ ((ulong)number * 0xD1342543DE82EF95));

    /// <summary>A number from 0 up to below a limit.</summary>
    public int Next(int limit) => (int)(Next() % (ulong)limit);

    /// <summary>One of some.</summary>
    public T Pick<T>(IReadOnlyList<T> from) => from[Next(from.Count)];

    /// <summary>Whether something that happens once in so many times happens.</summary>
    public bool OnceIn(int times) => Next(times) == 0;

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
