using System.Globalization;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Raindrop.Benchmarks.Load;
using Raindrop.Gateway.Bodies;

namespace Raindrop.Benchmarks.Micro;

/// <summary>The gateway's guard over a body of some megabytes, in the pieces in which Kestrel gives it, beside a plain pass of the framework's reader.</summary>
/// <remarks>Divide the size of the body, which the setup prints, by the time.</remarks>
[MemoryDiagnoser]
public class JsonGuardBenchmarks
{
    private const int Piece = 4096;
    private byte[] _body = [];

    /// <summary>What the body is: documents as PouchDB pushes them, one attachment inline, or one object with a million names.</summary>
    [Params("documents", "attachment", "names")]
    public string Body { get; set; } = "";

    /// <summary>Makes the body.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _body = Encoding.UTF8.GetBytes(Body switch
        {
            "attachment" => "{\"docs\":[{\"_id\":\"a\",\"_attachments\":{\"a\":{\"data\":\"" + Convert.ToBase64String(new byte[4_000_000]) + "\"}}}]}",
            "names" => $"{{{string.Join(',', Enumerable.Range(0, 1_000_000).Select(n => string.Create(CultureInfo.InvariantCulture, $"\"{n:x}\":1")))}}}",
            _ => $$"""{"docs":[{{string.Join(',', Enumerable.Range(0, 4000).Select(n => Encoding.UTF8.GetString(Corpus.Document("bench.item", n, Corpus.UsualSize).Content.Span)))}}],"new_edits":false}""",
        });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"// {Body}: {_body.Length / 1e6:F1} MB"));
    }

    /// <summary>The guard.</summary>
    [Benchmark]
    public bool Guard()
    {
        using var checker = new JsonChecker();
        for (var start = 0; start < _body.Length; start += Piece)
        {
            if (checker.Check(_body.AsSpan(start, Math.Min(Piece, _body.Length - start))) != BodyViolation.None) return false;
        }

        return checker.Complete() == BodyViolation.None;
    }

    /// <summary>A pass that looks at no name, over the whole at once, which is more than a proxy could hold.</summary>
    [Benchmark(Baseline = true)]
    public long Reader()
    {
        var reader = new Utf8JsonReader(_body);
        while (reader.Read())
        {
        }

        return reader.BytesConsumed;
    }
}
