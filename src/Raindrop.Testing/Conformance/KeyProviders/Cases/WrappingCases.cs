using Raindrop.Credentials;
using Raindrop.Keys;

namespace Raindrop.Testing.Conformance.KeyProviders.Cases;

/// <summary>What goes in comes out, and nothing else does.</summary>
internal static class WrappingCases
{
    private const int Callers = 40;

    public static IEnumerable<KeyProviderCase> All { get; } = new KeyProviderCaseList
    {
        A_wrapped_key_is_unwrapped_to_the_same_bytes,
        Keys_of_other_lengths_are_wrapped_too,
        The_wrapped_bytes_do_not_hold_the_key,
        The_caller_keeps_the_key_and_gets_one_of_its_own_each_time,
        The_key_encryption_key_has_a_short_printable_id_that_stays,
        Contexts_of_any_text_are_kept_apart,
        Many_callers_at_once_get_their_own_keys,
        A_call_that_was_cancelled_before_it_began_does_nothing,
        A_missing_key_or_context_is_the_callers_mistake,
    };

    private static async Task A_wrapped_key_is_unwrapped_to_the_same_bytes(KeyProviderContext context)
    {
        var bound = KeyProviderContext.NewContext();
        using var key = Secret.Random(KeyProviderContext.KeyLength);
        var wrapped = await context.WrapAsync(key, bound);
        await context.ExpectUnwrapsAsync(key, wrapped, bound, "A wrapped key");
        await context.ExpectUnwrapsAsync(key, new WrappedKey(new string(wrapped.KeyEncryptionKeyId.AsSpan()), wrapped.Bytes.ToArray()), bound, "A copy of a wrapped key");
    }

    private static async Task Keys_of_other_lengths_are_wrapped_too(KeyProviderContext context)
    {
        foreach (var length in (int[])[16, 24, 48, 64])
        {
            var bound = KeyProviderContext.NewContext();
            using var key = Secret.Random(length);
            await context.ExpectUnwrapsAsync(key, await context.WrapAsync(key, bound), bound, $"A key of {length} bytes");
        }
    }

    private static async Task The_wrapped_bytes_do_not_hold_the_key(KeyProviderContext context)
    {
        var bytes = new byte[KeyProviderContext.KeyLength];
        System.Security.Cryptography.RandomNumberGenerator.Fill(bytes);
        using var key = Secret.Copy(bytes);
        var wrapped = await context.WrapAsync(key, KeyProviderContext.NewContext());
        var text = System.Text.Encoding.Latin1.GetString(wrapped.Bytes.Span);
        Expect.That(wrapped.Bytes.Span.IndexOf(bytes.AsSpan(0, 8)) < 0, "The wrapped bytes should not hold the bytes of the key");
        Expect.That(!text.Contains(Convert.ToBase64String(bytes)[..12], StringComparison.Ordinal), "The wrapped bytes should not hold the key in base 64");
        Expect.That(!text.Contains(Convert.ToHexString(bytes)[..16], StringComparison.OrdinalIgnoreCase), "The wrapped bytes should not hold the key in hexadecimal");
    }

    private static async Task The_caller_keeps_the_key_and_gets_one_of_its_own_each_time(KeyProviderContext context)
    {
        var bound = KeyProviderContext.NewContext();
        using var key = Secret.Random(KeyProviderContext.KeyLength);
        using var copy = key.Clone();
        var wrapped = await context.WrapAsync(key, bound);
        Expect.That(key.Equals(copy), "The key that was wrapped should still be the caller's and unchanged");
        (await context.Provider.UnwrapAsync(wrapped, bound, context.Stop)).Dispose();
        await context.ExpectUnwrapsAsync(key, wrapped, bound, "A key whose first copy was disposed");
    }

    private static async Task The_key_encryption_key_has_a_short_printable_id_that_stays(KeyProviderContext context)
    {
        using var key = Secret.Random(KeyProviderContext.KeyLength);
        var first = (await context.WrapAsync(key, KeyProviderContext.NewContext())).KeyEncryptionKeyId;
        var second = (await context.WrapAsync(key, KeyProviderContext.NewContext())).KeyEncryptionKeyId;
        Expect.Equal(first, second, "The id of the current key encryption key");
        Expect.That(first is { Length: >= 1 and <= 512 } && first.All(c => c is > ' ' and <= '~'), "The id of a key encryption key should be 1 to 512 printable characters of ASCII: it is stored, listed and logged");
    }

    private static async Task Contexts_of_any_text_are_kept_apart(KeyProviderContext context)
    {
        KeyContext[] bounds = [new("@epoch", "2026-01-31", "s"), new("ü€😀", "a\"b\\c", "x=1&y=2"), new(new string('a', 200), new string('b', 200), new string('c', 200)), new("a\nb", "\t", " ")];
        foreach (var bound in bounds)
        {
            using var key = Secret.Random(KeyProviderContext.KeyLength);
            var wrapped = await context.WrapAsync(key, bound);
            await context.ExpectUnwrapsAsync(key, wrapped, bound, "A key with an unusual context");
            await context.ExpectRefusedAsync(wrapped, bound with { Subject = bound.Subject + " " }, "under an unusual context with a blank more");
        }
    }

    private static async Task Many_callers_at_once_get_their_own_keys(KeyProviderContext context) =>
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            var bound = KeyProviderContext.NewContext();
            using var key = Secret.Random(KeyProviderContext.KeyLength);
            var wrapped = await context.WrapAsync(key, bound);
            await context.ExpectUnwrapsAsync(key, wrapped, bound, "One of many keys");
        })));

    private static async Task A_call_that_was_cancelled_before_it_began_does_nothing(KeyProviderContext context)
    {
        var bound = KeyProviderContext.NewContext();
        using var key = Secret.Random(KeyProviderContext.KeyLength);
        var wrapped = await context.WrapAsync(key, bound);
        var cancelled = new CancellationToken(true);
        await Expect.ThrowsAsync<OperationCanceledException>("Wrapping with a cancelled token", () => context.Provider.WrapAsync(key, bound, cancelled).AsTask());
        await Expect.ThrowsAsync<OperationCanceledException>("Unwrapping with a cancelled token", () => context.Provider.UnwrapAsync(wrapped, bound, cancelled).AsTask());
    }

    private static async Task A_missing_key_or_context_is_the_callers_mistake(KeyProviderContext context)
    {
        using var key = Secret.Random(KeyProviderContext.KeyLength);
        await Expect.ThrowsAsync<ArgumentException>("Wrapping nothing", () => context.Provider.WrapAsync(null!, KeyProviderContext.NewContext(), context.Stop).AsTask());
        await Expect.ThrowsAsync<ArgumentException>("Wrapping for no context", () => context.Provider.WrapAsync(key, default, context.Stop).AsTask());
    }
}
