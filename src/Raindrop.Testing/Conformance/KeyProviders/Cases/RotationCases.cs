using Raindrop.Credentials;

namespace Raindrop.Testing.Conformance.KeyProviders.Cases;

/// <summary>A new key encryption key.</summary>
internal static class RotationCases
{
    public static IEnumerable<KeyProviderCase> All { get; } = new KeyProviderCaseList
    {
        After_a_rotation_another_key_wraps_and_the_one_before_still_unwraps,
        The_names_of_two_key_encryption_keys_cannot_be_swapped,
    };

    private static async Task After_a_rotation_another_key_wraps_and_the_one_before_still_unwraps(KeyProviderContext context)
    {
        var bound = KeyProviderContext.NewContext();
        using var key = Secret.Random(KeyProviderContext.KeyLength);
        var old = await context.WrapAsync(key, bound);
        await context.Subject.RotateAsync(context.Stop);
        var anew = await context.WrapAsync(key, bound);
        Expect.That(old.KeyEncryptionKeyId != anew.KeyEncryptionKeyId, "After a rotation the wrapped key should name another key encryption key");
        await context.ExpectUnwrapsAsync(key, old, bound, "A key that was wrapped before the rotation");
        await context.ExpectUnwrapsAsync(key, anew, bound, "A key that was wrapped after the rotation");
        Expect.Equal(anew.KeyEncryptionKeyId, (await context.WrapAsync(key, bound)).KeyEncryptionKeyId, "The id of the current key encryption key");
    }

    private static async Task The_names_of_two_key_encryption_keys_cannot_be_swapped(KeyProviderContext context)
    {
        var bound = KeyProviderContext.NewContext();
        using var key = Secret.Random(KeyProviderContext.KeyLength);
        var old = await context.WrapAsync(key, bound);
        await context.Subject.RotateAsync(context.Stop);
        var anew = await context.WrapAsync(key, bound);
        await context.ExpectRefusedAsync(old with { KeyEncryptionKeyId = anew.KeyEncryptionKeyId }, bound, "an old wrapped key under the new name");
        await context.ExpectRefusedAsync(anew with { KeyEncryptionKeyId = old.KeyEncryptionKeyId }, bound, "a new wrapped key under the old name");
    }
}
