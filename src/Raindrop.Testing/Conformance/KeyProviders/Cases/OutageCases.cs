using Raindrop.Credentials;
using Raindrop.Keys;

namespace Raindrop.Testing.Conformance.KeyProviders.Cases;

/// <summary>A provider that cannot do its work says so, and does it again as soon as it can.</summary>
internal static class OutageCases
{
    public static IEnumerable<KeyProviderCase> All { get; } = new KeyProviderCaseList
    {
        An_outage_is_told_from_a_refusal_and_ends,
        What_a_failure_says_holds_no_key,
    };

    private static async Task An_outage_is_told_from_a_refusal_and_ends(KeyProviderContext context)
    {
        var bound = KeyProviderContext.NewContext();
        using var key = Secret.Random(KeyProviderContext.KeyLength);
        var wrapped = await context.WrapAsync(key, bound);
        await context.Subject.BreakAsync(context.Stop);
        await Expect.ThrowsAsync<KeyProviderException>("Wrapping without what the provider needs", () => context.WrapAsync(key, bound));
        await Expect.ThrowsAsync<KeyProviderException>("Unwrapping without what the provider needs", () => context.Provider.UnwrapAsync(wrapped, bound, context.Stop).AsTask());
        await context.Subject.MendAsync(context.Stop);
        await context.ExpectUnwrapsAsync(key, wrapped, bound, "A key that was wrapped before the outage");
        await context.ExpectUnwrapsAsync(key, await context.WrapAsync(key, bound), bound, "A key that was wrapped after the outage");
    }

    private static async Task What_a_failure_says_holds_no_key(KeyProviderContext context)
    {
        var bytes = new byte[KeyProviderContext.KeyLength];
        System.Security.Cryptography.RandomNumberGenerator.Fill(bytes);
        var bound = KeyProviderContext.NewContext();
        using var key = Secret.Copy(bytes);
        var wrapped = await context.WrapAsync(key, bound);
        var refused = await Expect.ThrowsAsync<KeyRefusedException>("Unwrapping for another tenant", () => context.Provider.UnwrapAsync(wrapped, KeyProviderContext.NewContext(), context.Stop).AsTask());
        await context.Subject.BreakAsync(context.Stop);
        var outage = await Expect.ThrowsAsync<KeyProviderException>("Wrapping without what the provider needs", () => context.WrapAsync(key, bound));
        foreach (var said in (string[])[refused.ToString(), outage.ToString()])
        {
            Expect.That(!said.Contains(Convert.ToBase64String(bytes)[..12], StringComparison.Ordinal), "An exception should not hold the key in base 64");
            Expect.That(!said.Contains(Convert.ToHexString(bytes)[..16], StringComparison.OrdinalIgnoreCase), "An exception should not hold the key in hexadecimal");
        }

        Expect.That(!string.IsNullOrWhiteSpace(outage.Message), "The exception should say what to do");
    }
}
