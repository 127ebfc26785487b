using Raindrop.Credentials;
using Raindrop.Keys;

namespace Raindrop.Testing.Conformance.KeyProviders.Cases;

/// <summary>Wrapped bytes that were changed are refused, wherever and however little.</summary>
internal static class DamageCases
{
    private const int BitsOfByte = 8;

    public static IEnumerable<KeyProviderCase> All { get; } = new KeyProviderCaseList
    {
        A_flipped_bit_in_any_byte_is_refused,
        Shortened_bytes_are_refused,
        Lengthened_bytes_are_refused,
        Halves_of_two_wrapped_keys_are_refused,
    };

    private static async Task A_flipped_bit_in_any_byte_is_refused(KeyProviderContext context)
    {
        var bound = KeyProviderContext.NewContext();
        using var key = Secret.Random(KeyProviderContext.KeyLength);
        var wrapped = await context.WrapAsync(key, bound);
        for (var i = 0; i < wrapped.Bytes.Length; i++)
        {
            var bytes = wrapped.Bytes.ToArray();
            bytes[i] ^= (byte)(1 << (i % BitsOfByte));
            await context.ExpectRefusedAsync(wrapped with { Bytes = bytes }, bound, $"a wrapped key with a bit of byte {i} flipped");
        }

        await context.ExpectUnwrapsAsync(key, wrapped, bound, "The wrapped key as it was");
    }

    private static async Task Shortened_bytes_are_refused(KeyProviderContext context)
    {
        var bound = KeyProviderContext.NewContext();
        using var key = Secret.Random(KeyProviderContext.KeyLength);
        var wrapped = await context.WrapAsync(key, bound);
        for (var length = 0; length < wrapped.Bytes.Length; length++)
            await context.ExpectRefusedAsync(wrapped with { Bytes = wrapped.Bytes[..length] }, bound, $"the first {length} of {wrapped.Bytes.Length} bytes");
        await context.ExpectRefusedAsync(wrapped with { Bytes = wrapped.Bytes[1..] }, bound, "all bytes but the first");
    }

    private static async Task Lengthened_bytes_are_refused(KeyProviderContext context)
    {
        var bound = KeyProviderContext.NewContext();
        using var key = Secret.Random(KeyProviderContext.KeyLength);
        var wrapped = await context.WrapAsync(key, bound);
        foreach (var more in (byte[][])[[0], [255], new byte[16], wrapped.Bytes.ToArray(), new byte[100_000]])
        {
            await context.ExpectRefusedAsync(wrapped with { Bytes = (byte[])[.. wrapped.Bytes.Span, .. more] }, bound, $"a wrapped key with {more.Length} bytes behind it");
            await context.ExpectRefusedAsync(wrapped with { Bytes = (byte[])[.. more, .. wrapped.Bytes.Span] }, bound, $"a wrapped key with {more.Length} bytes before it");
        }
    }

    private static async Task Halves_of_two_wrapped_keys_are_refused(KeyProviderContext context)
    {
        var bound = KeyProviderContext.NewContext();
        using var key = Secret.Random(KeyProviderContext.KeyLength);
        var (first, second) = (await context.WrapAsync(key, bound), await context.WrapAsync(key, bound));
        if (first.Bytes.Span.SequenceEqual(second.Bytes.Span)) return; // Wrapping may be deterministic.
        var half = first.Bytes.Length / 2;
        await context.ExpectRefusedAsync(first with { Bytes = (byte[])[.. first.Bytes.Span[..half], .. second.Bytes.Span[half..]] }, bound, "halves of two wrapped keys");
    }
}
