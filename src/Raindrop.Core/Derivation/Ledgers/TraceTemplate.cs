using System.Text;
using System.Text.Json;

namespace Raindrop.Derivation.Ledgers;

/// <summary>
/// What most traces of a block have in common: version, settings, and one output with the input's key. Such a trace is stored as the three texts in
/// which it differs, <c>"input revision digest"</c>, which is a third shorter and one value for the store to parse instead of nine.
/// </summary>
internal sealed class TraceTemplate
{
    private const byte Between = (byte)' ';
    private readonly byte[] _beforeInput;
    private readonly byte[] _beforeRevision;

    private TraceTemplate(byte[] beforeInput, byte[] beforeRevision) => (_beforeInput, _beforeRevision) = (beforeInput, beforeRevision);

    private static ReadOnlySpan<byte> BeforeDigest => "\",\""u8;

    private static ReadOnlySpan<byte> End => "\"]]"u8;

    /// <summary>The template of a stored block: <c>[version,"settings",":schema"]</c>, as it stands there.</summary>
    public static TraceTemplate Read(ref Utf8JsonReader json)
    {
        json.Read();
        var version = json.GetInt32();
        json.Read();
        var settings = json.GetString();
        json.Read();
        var schema = json.GetString();
        json.Read();
        return new TraceTemplate(Encoding.UTF8.GetBytes($"[{version},\"{settings}\",\""), Encoding.UTF8.GetBytes($"\",[\"{schema}\",\""));
    }

    /// <summary>The template that the first trace of this form in a block gives, or <see langword="null"/>.</summary>
    public static TraceTemplate? Of(IReadOnlyList<ReadOnlyMemory<byte>> traces)
    {
        foreach (var trace in traces)
        {
            if (Of(trace.Span) is { } template) return template;
        }

        return null;
    }

    public void Write(Utf8JsonWriter json)
    {
        // [7,"settings","  and  ",[":schema","
        var comma = _beforeInput.AsSpan().IndexOf((byte)',');
        json.WriteStartArray("same"u8);
        json.WriteRawValue(_beforeInput.AsSpan(1..comma), skipInputValidation: true);
        json.WriteRawValue(_beforeInput.AsSpan((comma + 1)..^2), skipInputValidation: true);
        json.WriteRawValue(_beforeRevision.AsSpan(3..^2), skipInputValidation: true);
        json.WriteEndArray();
    }

    /// <summary>Writes a trace by what it differs in; not, if it has another form.</summary>
    public bool TryWrite(Utf8JsonWriter json, ReadOnlySpan<byte> trace)
    {
        if (!TrySplit(trace, out var input, out var revision, out var digest)) return false;
        Span<byte> text = stackalloc byte[trace.Length];
        input.CopyTo(text);
        text[input.Length] = Between;
        revision.CopyTo(text[(input.Length + 1)..]);
        text[input.Length + 1 + revision.Length] = Between;
        digest.CopyTo(text[(input.Length + revision.Length + 2)..]);
        json.WriteStringValue(text[..(input.Length + revision.Length + digest.Length + 2)]);
        return true;
    }

    /// <summary>The trace that a text stands for.</summary>
    public byte[] Expand(ReadOnlySpan<byte> text)
    {
        var first = text.IndexOf(Between);
        var last = text.LastIndexOf(Between);
        if (first < 0 || first == last) throw new JsonException("A trace in a block of bookkeeping lacks one of its three texts.");
        return [.. _beforeInput, .. text[..first], .. _beforeRevision, .. text[(first + 1)..last], .. BeforeDigest, .. text[(last + 1)..], .. End];
    }

    private static TraceTemplate? Of(ReadOnlySpan<byte> trace)
    {
        // [version,"settings","input",[":schema","revision","digest"]]
        if (trace.IsEmpty || trace[0] != '[' || trace.Contains((byte)'\\')) return null;
        var settings = trace.IndexOf(",\""u8);
        if (settings < 0) return null;
        var input = settings + 2 + trace[(settings + 2)..].IndexOf(BeforeDigest);
        if (input < settings + 2) return null;
        var outputs = input + trace[input..].IndexOf("\",[\":"u8);
        if (outputs < input) return null;
        var revision = outputs + 4 + trace[(outputs + 4)..].IndexOf(BeforeDigest);
        if (revision < outputs + 4) return null;
        var template = new TraceTemplate(trace[..(input + 3)].ToArray(), trace[outputs..(revision + 3)].ToArray());
        return template.TrySplit(trace, out _, out _, out _) ? template : null;
    }

    private bool TrySplit(ReadOnlySpan<byte> trace, out ReadOnlySpan<byte> input, out ReadOnlySpan<byte> revision, out ReadOnlySpan<byte> digest)
    {
        input = revision = digest = default;
        if (!trace.StartsWith(_beforeInput) || !trace.EndsWith(End)) return false;
        var rest = trace[_beforeInput.Length..^End.Length];
        return TryTake(ref rest, _beforeRevision, out input) && TryTake(ref rest, BeforeDigest, out revision) && IsPlain(digest = rest);
    }

    private static bool TryTake(scoped ref ReadOnlySpan<byte> rest, scoped ReadOnlySpan<byte> separator, out ReadOnlySpan<byte> text)
    {
        var end = rest.IndexOf(separator);
        text = end < 0 ? default : rest[..end];
        if (end < 0 || !IsPlain(text)) return false;
        rest = rest[(end + separator.Length)..];
        return true;
    }

    private static bool IsPlain(ReadOnlySpan<byte> text) => text.IndexOfAny("\"\\ []"u8) < 0;
}
