using System.Text.Json;
using Raindrop.Documents;

namespace Raindrop.Testing.Conformance;

/// <summary>Says what should have been done where something else was.</summary>
internal static class Expect
{
    public static void That(bool condition, string expectation)
    {
        if (!condition) throw new ConformanceException(expectation);
    }

    public static void Equal<T>(T expected, T actual, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual)) throw new ConformanceException($"{what} should be {Show(expected)}, and is {Show(actual)}");
    }

    public static void Sequence<T>(IEnumerable<T> expected, IEnumerable<T> actual, string what)
    {
        List<T> wanted = [.. expected], found = [.. actual];
        if (!wanted.SequenceEqual(found)) throw new ConformanceException($"{what} should be {Show(wanted)}, and are {Show(found)}");
    }

    /// <summary>The same members in any order.</summary>
    public static void Set(IEnumerable<string> expected, IEnumerable<string> actual, string what) =>
        Sequence(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal), what);

    public static void Bytes(ReadOnlyMemory<byte> expected, ReadOnlyMemory<byte>? actual, string what)
    {
        That(actual is not null, $"{what} should be there");
        That(expected.Span.SequenceEqual(actual!.Value.Span), $"{what} should be the {expected.Length} bytes that were written; {actual.Value.Length} other bytes came");
    }

    /// <summary>The same JSON, names in the same order; a store may write it with other blanks and escapes.</summary>
    public static void Json(ReadOnlyMemory<byte> expected, ReadOnlyMemory<byte> actual, string what)
    {
        using var wanted = JsonDocument.Parse(expected, new JsonDocumentOptions { MaxDepth = 600 });
        using var found = JsonDocument.Parse(actual, new JsonDocumentOptions { MaxDepth = 600 });
        That(JsonText.Same(wanted.RootElement, found.RootElement), $"{what} should be the JSON that was written");
    }

    public static async Task<TException> ThrowsAsync<TException>(string what, Func<Task> call)
        where TException : Exception
    {
        try
        {
            await call().ConfigureAwait(false);
        }
        catch (TException e)
        {
            return e;
        }
        catch (Exception e) when (e is not ConformanceException)
        {
            throw new ConformanceException($"{what} should throw {typeof(TException).Name}, and threw {e.GetType().Name}: {e.Message}", e);
        }

        throw new ConformanceException($"{what} should throw {typeof(TException).Name}, and threw nothing");
    }

    public static async Task MissingAsync(StoreCapabilities capability, Func<Task> call)
    {
        var missing = await ThrowsAsync<StoreFeatureMissingException>($"A store without {capability}", call).ConfigureAwait(false);
        Equal(capability, missing.Capability, "The capability that the error names");
    }

    private static string Show<T>(T value) => value switch
    {
        null => "null",
        string text => $"'{text}'",
        System.Collections.IEnumerable many => $"[{string.Join(", ", many.Cast<object?>().Take(20).Select(Show))}]",
        _ => value.ToString() ?? "",
    };
}
