using Raindrop.Testing.Conformance;
using Raindrop.Testing.Conformance.KeyProviders;

namespace Raindrop.Conformance.Tests.KeyProviders;

public sealed class KeyProviderConformanceTests
{
    public static TheoryData<string> Names => [.. KeyProviderConformance.Cases.Select(found => found.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task A_key_ring_does_what_the_contract_says(string name) =>
        KeyProviderConformance.Find(name).RunAsync(_ => ValueTask.FromResult<KeyProviderSubject>(new KeyRingSubject()), TestContext.Current.CancellationToken);

    [Theory]
    [MemberData(nameof(Names))]
    public Task A_provider_over_http_does_what_the_contract_says(string name) =>
        KeyProviderConformance.Find(name).RunAsync(_ => ValueTask.FromResult<KeyProviderSubject>(new KmsSubject()), TestContext.Current.CancellationToken);

    [Fact]
    public void Cases_have_names_of_their_own() => KeyProviderConformance.Cases.Select(found => found.Name).Should().OnlyHaveUniqueItems();

    /// <summary>A suite that everything passes would prove nothing.</summary>
    [Theory]
    [InlineData(Flaw.BindsNothing, "A key of another tenant is refused")]
    [InlineData(Flaw.BindsNothing, "A key of another id or suite is refused")]
    [InlineData(Flaw.JoinsTexts, "Texts that join alike are other contexts")]
    [InlineData(Flaw.WrapsUnderAPublicKey, "A key that somebody else wrapped is refused")]
    [InlineData(Flaw.AuthenticatesNothing, "A flipped bit in any byte is refused")]
    [InlineData(Flaw.AuthenticatesNothing, "Lengthened bytes are refused")]
    [InlineData(Flaw.TakesKeysInTheClear, "A key in the clear is refused")]
    [InlineData(Flaw.CallsDamageAnOutage, "A flipped bit in any byte is refused")]
    [InlineData(Flaw.CallsAnOutageDamage, "An outage is told from a refusal and ends")]
    [InlineData(Flaw.ForgetsOldKeys, "After a rotation another key wraps and the one before still unwraps")]
    [InlineData(Flaw.KeepsTheOldName, "After a rotation another key wraps and the one before still unwraps")]
    [InlineData(Flaw.DisposesTheCallersKey, "The caller keeps the key and gets one of its own each time")]
    [InlineData(Flaw.IgnoresCancellation, "A call that was cancelled before it began does nothing")]
    [InlineData(Flaw.SaysTheKey, "What a failure says holds no key")]
    public async Task The_suite_finds_a_provider_that_is_flawed(Flaw flaw, string name) =>
        await FluentActions.Awaiting(() => KeyProviderConformance.Find(name).RunAsync(_ => ValueTask.FromResult<KeyProviderSubject>(new FlawedSubject(flaw)), TestContext.Current.CancellationToken))
            .Should().ThrowAsync<ConformanceException>();

    [Theory]
    [MemberData(nameof(Names))]
    public Task The_suite_finds_nothing_where_there_is_no_flaw(string name) =>
        KeyProviderConformance.Find(name).RunAsync(_ => ValueTask.FromResult<KeyProviderSubject>(new FlawedSubject(Flaw.None)), TestContext.Current.CancellationToken);
}
