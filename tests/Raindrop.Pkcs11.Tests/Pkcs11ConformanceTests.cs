using Raindrop.Testing.Conformance.KeyProviders;

namespace Raindrop.Pkcs11.Tests;

public sealed class Pkcs11ConformanceTests
{
    public static TheoryData<string> Names => [.. KeyProviderConformance.Cases.Select(found => found.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task A_token_does_what_the_contract_says(string name) =>
        KeyProviderConformance.Find(name).RunAsync(_ => Pkcs11Subject.CreateAsync(), TestContext.Current.CancellationToken);

    [Theory]
    [MemberData(nameof(Names))]
    public Task A_key_ring_with_a_token_beside_it_does_what_the_contract_says(string name) =>
        KeyProviderConformance.Find(name).RunAsync(_ => MovingSubject.CreateAsync(startsWithToken: false), TestContext.Current.CancellationToken);

    [Theory]
    [MemberData(nameof(Names))]
    public Task A_token_with_a_key_ring_beside_it_does_what_the_contract_says(string name) =>
        KeyProviderConformance.Find(name).RunAsync(_ => MovingSubject.CreateAsync(startsWithToken: true), TestContext.Current.CancellationToken);
}
