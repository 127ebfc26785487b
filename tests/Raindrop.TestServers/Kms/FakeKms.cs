using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Raindrop.TestServers.Scripted;

namespace Raindrop.TestServers.Kms;

/// <summary>
/// A key service over real HTTP: <c>POST keys/{name}/encrypt</c> and <c>decrypt</c> take <c>data</c> and <c>context</c> in base 64 and answer
/// <c>data</c>. It can be slow, busy, broken or silent, as real ones are.
/// </summary>
public sealed class FakeKms : IAsyncDisposable
{
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private readonly ScriptedServer _server;
    private readonly ConcurrentDictionary<string, byte[]> _keys = new(StringComparer.Ordinal);

    /// <summary>Starts it.</summary>
    public FakeKms() => _server = new ScriptedServer { Responder = Answer };

    /// <summary>Its address.</summary>
    public Uri Address => _server.Address;

    /// <summary>How many requests came.</summary>
    public int Requests => _server.Requests.Count;

    /// <summary>What it answers instead of doing its work; <see langword="null"/>: its work.</summary>
    public ScriptedAnswer? Disturbance { get; set; }

    /// <summary>How long it takes for each request.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Makes a key.</summary>
    /// <returns>Its name.</returns>
    public string CreateKey()
    {
        var name = $"key/{Guid.NewGuid():n}";
        _keys[name] = RandomNumberGenerator.GetBytes(32);
        return name;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private ScriptedAnswer Answer(ScriptedRequest request)
    {
        var answer = Disturbance ?? Work(request);
        return Delay > TimeSpan.Zero ? ScriptedAnswer.Late(Delay, answer) : answer;
    }

    private ScriptedAnswer Work(ScriptedRequest request)
    {
        if (request.Target.Split('/') is not ["", "keys", var name, var operation] || !_keys.TryGetValue(Uri.UnescapeDataString(name), out var key)) return ScriptedAnswer.Json(404, "{}");
        var body = JsonNode.Parse(request.Body)!;
        byte[] data = Convert.FromBase64String((string)body["data"]!), context = Convert.FromBase64String((string)body["context"]!);
        using var cipher = new AesGcm(key, TagLength);
        return (operation == "encrypt" ? Encrypt(cipher, data, context) : Decrypt(cipher, data, context)) is { } result
            ? ScriptedAnswer.Json(200, new JsonObject { ["data"] = Convert.ToBase64String(result) }.ToJsonString())
            : ScriptedAnswer.Json(400, """{"error":"InvalidCiphertext"}""");
    }

    private static byte[] Encrypt(AesGcm cipher, byte[] data, byte[] context)
    {
        var result = new byte[NonceLength + data.Length + TagLength];
        RandomNumberGenerator.Fill(result.AsSpan(0, NonceLength));
        cipher.Encrypt(result.AsSpan(0, NonceLength), data, result.AsSpan(NonceLength, data.Length), result.AsSpan(NonceLength + data.Length), context);
        return result;
    }

    private static byte[]? Decrypt(AesGcm cipher, byte[] data, byte[] context)
    {
        if (data.Length < NonceLength + TagLength) return null;
        var result = new byte[data.Length - NonceLength - TagLength];
        try
        {
            cipher.Decrypt(data.AsSpan(0, NonceLength), data.AsSpan(NonceLength, result.Length), data.AsSpan(NonceLength + result.Length), result, context);
            return result;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
