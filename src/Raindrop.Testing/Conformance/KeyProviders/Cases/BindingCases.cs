using Raindrop.Credentials;
using Raindrop.Keys;

namespace Raindrop.Testing.Conformance.KeyProviders.Cases;

/// <summary>A wrapped key stands in no other's place: whoever can write the database can copy, swap and substitute, and gets nothing by it.</summary>
internal static class BindingCases
{
    public static IEnumerable<KeyProviderCase> All { get; } = new KeyProviderCaseList
    {
        A_key_of_another_tenant_is_refused,
        A_key_of_another_id_or_suite_is_refused,
        Texts_that_join_alike_are_other_contexts,
        A_key_that_somebody_else_wrapped_is_refused,
        A_key_in_the_clear_is_refused,
        A_key_encryption_key_that_is_not_there_is_told,
    };

    private static async Task A_key_of_another_tenant_is_refused(KeyProviderContext context)
    {
        var (mine, theirs) = (KeyProviderContext.NewContext(), KeyProviderContext.NewContext());
        using var key = Secret.Random(KeyProviderContext.KeyLength);
        var wrapped = await context.WrapAsync(key, theirs);
        await context.ExpectRefusedAsync(wrapped, mine, "another tenant's key");
        await context.ExpectRefusedAsync(wrapped, theirs with { Subject = mine.Subject }, "another tenant's key of the same id");
        await context.ExpectUnwrapsAsync(key, wrapped, theirs, "The key, by whom it belongs to,");
    }

    private static async Task A_key_of_another_id_or_suite_is_refused(KeyProviderContext context)
    {
        var bound = KeyProviderContext.NewContext();
        using var key = Secret.Random(KeyProviderContext.KeyLength);
        var wrapped = await context.WrapAsync(key, bound);
        await context.ExpectRefusedAsync(wrapped, bound with { KeyId = bound.KeyId + "0" }, "a key under another id");
        await context.ExpectRefusedAsync(wrapped, bound with { KeyId = "" }, "a key without its id");
        await context.ExpectRefusedAsync(wrapped, bound with { Suite = "HKDF-SHA512+AES-128-GCM" }, "a key for another suite");
        await context.ExpectRefusedAsync(wrapped, bound with { Suite = bound.Suite.ToLowerInvariant() }, "a key for a suite in another case");
    }

    private static async Task Texts_that_join_alike_are_other_contexts(KeyProviderContext context)
    {
        using var key = Secret.Random(KeyProviderContext.KeyLength);
        var wrapped = await context.WrapAsync(key, new KeyContext("ab", "c", "de"));
        foreach (var other in (KeyContext[])[new("a", "bc", "de"), new("ab", "cd", "e"), new("abc", "", "de"), new("", "abc", "de"), new("de", "c", "ab"), new("ab\0c", "", "de"), new("ab,c", "", "de")])
            await context.ExpectRefusedAsync(wrapped, other, "a context whose texts join to the same text");
    }

    private static async Task A_key_that_somebody_else_wrapped_is_refused(KeyProviderContext context)
    {
        var bound = KeyProviderContext.NewContext();
        using var key = Secret.Random(KeyProviderContext.KeyLength);
        using var own = Secret.Random(KeyProviderContext.KeyLength);
        var stranger = await context.Subject.CreateStrangerAsync(context.Stop);
        var foreign = await stranger.WrapAsync(own, bound, context.Stop);
        var wrapped = await context.WrapAsync(key, bound);
        await context.ExpectRefusedOrMissingAsync(foreign, bound, "a key that another provider wrapped for the same tenant");
        await context.ExpectRefusedAsync(foreign with { KeyEncryptionKeyId = wrapped.KeyEncryptionKeyId }, bound, "a key that another provider wrapped, under the name of this one's key");
    }

    private static async Task A_key_in_the_clear_is_refused(KeyProviderContext context)
    {
        var bound = KeyProviderContext.NewContext();
        using var key = Secret.Random(KeyProviderContext.KeyLength);
        var wrapped = await context.WrapAsync(key, bound);
        await context.ExpectRefusedAsync(wrapped with { Bytes = new byte[KeyProviderContext.KeyLength] }, bound, "a key that was never wrapped");
        await context.ExpectRefusedAsync(wrapped with { Bytes = new byte[wrapped.Bytes.Length] }, bound, "zeroes of the right length");
        await context.ExpectRefusedAsync(wrapped with { Bytes = ReadOnlyMemory<byte>.Empty }, bound, "nothing");
    }

    private static async Task A_key_encryption_key_that_is_not_there_is_told(KeyProviderContext context)
    {
        var bound = KeyProviderContext.NewContext();
        using var key = Secret.Random(KeyProviderContext.KeyLength);
        var wrapped = await context.WrapAsync(key, bound);
        foreach (var id in (string[])[wrapped.KeyEncryptionKeyId + "0", wrapped.KeyEncryptionKeyId[..^1], "", "none", "../../etc/passwd", "ü€😀", "a\nb", new string('x', 10_000)])
            await context.ExpectRefusedOrMissingAsync(wrapped with { KeyEncryptionKeyId = id }, bound, "a key that names a key encryption key that is not there");
        await context.ExpectRefusedOrMissingAsync(wrapped with { KeyEncryptionKeyId = null! }, bound, "a key that names no key encryption key");
    }
}
