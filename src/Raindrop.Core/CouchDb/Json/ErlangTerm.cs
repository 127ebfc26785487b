using System.Buffers.Binary;
using System.Text;

namespace Raindrop.CouchDb.Json;

/// <summary>Walks through a term in Erlang's external format, as far as sequences use it.</summary>
internal sealed class ErlangTerm(byte[] bytes)
{
    private readonly List<string> _binaries = [];
    private int _at;

    /// <summary>The term's binaries, or <see langword="null"/> if it holds something else than is known.</summary>
    public List<string>? FindBinaries() => Walk() && _at == bytes.Length ? _binaries : null;

    private bool Walk()
    {
        switch ((char)bytes[_at++])
        {
            case 'l': return Walk(Int32()) && Walk();
            case 'h': return Walk(bytes[_at++]);
            case 'a': return Skip(1);
            case 'b': return Skip(4);
            case 'n': return Skip(bytes[_at] + 2);
            case 'd' or 'v': return Skip(BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(_at)) + 2);
            case 's' or 'w': return Skip(bytes[_at] + 1);
            case 'k': return Skip(BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(_at)) + 2);
            case 'j': return true;
            case 'm':
                var length = Int32();
                _binaries.Add(Encoding.UTF8.GetString(bytes, _at, length));
                return Skip(length);
            default: return false;
        }
    }

    private bool Walk(int count)
    {
        for (var i = 0; i < count; i++) if (!Walk()) return false;
        return true;
    }

    private int Int32()
    {
        var value = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(_at));
        _at += 4;
        return value;
    }

    private bool Skip(int count)
    {
        _at += count;
        return count >= 0 && _at <= bytes.Length;
    }
}
