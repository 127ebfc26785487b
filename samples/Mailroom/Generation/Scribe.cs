using System.Globalization;

namespace Mailroom.Generation;

/// <summary>What all letters of one synthetic mailbox share: a seeded choice, a clock that only the letters move, and fresh Message-IDs.</summary>
/// <remarks>The choice is an xorshift of its own, because the mailbox must come out the same with every version of .NET.</remarks>
internal sealed class Scribe(uint seed)
{
    private static readonly string[] Zones = ["+0000", "+0100", "-0500", "+0900", "+0530", "-0800"];

    private uint _state = seed;
    private DateTime _now = new(2024, 3, 4, 8, 0, 0, DateTimeKind.Utc);
    private int _issued;

    /// <summary>A number from 0 up to, and without, a limit.</summary>
    public int Next(int limit)
    {
        _state ^= _state << 13;
        _state ^= _state >> 17;
        _state ^= _state << 5;
        return (int)(_state % (uint)limit);
    }

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Next(choices.Count)];

    public string MessageId(string host) => $"<{++_issued:x4}.{Next(1 << 24):x6}@{host}>";

    /// <summary>Moves the clock on by minutes or hours, and writes it as a letter does.</summary>
    public string Date()
    {
        _now = _now.AddMinutes(3 + Next(190)).AddSeconds(Next(60));
        var zone = Pick(Zones);
        var offset = TimeSpan.FromMinutes((int.Parse(zone[1..3], CultureInfo.InvariantCulture) * 60) + int.Parse(zone[3..], CultureInfo.InvariantCulture));
        var local = zone[0] == '-' ? _now - offset : _now + offset;
        return local.ToString("ddd, dd MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture) + zone;
    }

    /// <summary>A paragraph of so many sentences about the society's work.</summary>
    public string Paragraph(int sentences) => string.Join(' ', Enumerable.Range(0, sentences).Select(_ => Pick(Phrases.Sentences)));
}
