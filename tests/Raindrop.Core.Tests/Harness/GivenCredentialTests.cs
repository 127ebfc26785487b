using System.Text;
using Raindrop.Core.Tests.Extensions;
using Raindrop.Credentials;
using Raindrop.Extensions;
using Raindrop.Testing;

namespace Raindrop.Core.Tests.Harness;

public sealed class GivenCredentialTests
{
    private static readonly CredentialUse Mail = new("mail", "decrypt");

    [Fact]
    public async Task A_run_opens_what_it_is_given_and_the_test_sees_it()
    {
        using var credential = Password("correct horse");
        var run = await new ExtensionHarness(Extension()).GivenSource("s", "k", "{}").GivenCredential("mail", "decrypt", credential).RunAsync(TestContext.Current.CancellationToken);

        run.OnlyDocument().Json.Should().Be("""{"with":"correct horse"}""");
        run.Credentials.Should().Equal(Mail);
        credential.Value.RevealAsString().Should().Be("correct horse", "the run has disposed its copy");
    }

    [Fact]
    public async Task What_was_not_given_the_tenant_does_not_have()
    {
        var run = await new ExtensionHarness(Extension()).GivenSource("s", "k", "{}").RunAsync(TestContext.Current.CancellationToken);

        run.Failure.Should().Be(DerivationFailure.MissingCredential);
        run.Credentials.Should().BeEmpty();
    }

    [Fact]
    public async Task What_was_not_declared_is_not_given()
    {
        using var credential = Password("correct horse");
        var run = await new ExtensionHarness(Extension([])).GivenSource("s", "k", "{}").GivenCredential("mail", "decrypt", credential).RunAsync(TestContext.Current.CancellationToken);

        run.Failure.Should().Be(DerivationFailure.UndeclaredCredential);
        run.Exception!.Message.Should().Contain("'mail'").And.Contain("Declare");
    }

    [Fact]
    public async Task A_lease_does_not_outlive_its_run()
    {
        using var credential = Password("correct horse");
        CredentialLease? kept = null;
        var careless = new TestExtension(
            new ExtensionDefinition { Id = "e", Version = 1, Inputs = ["s"], Outputs = ["d"], Credentials = [Mail] },
            async (context, _, token) => kept = await context.OpenCredentialAsync("mail", "decrypt", token));
        await new ExtensionHarness(careless).GivenSource("s", "k", "{}").GivenCredential("mail", "decrypt", credential).RunAsync(TestContext.Current.CancellationToken);

        FluentActions.Invoking(() => kept!.Credential.Value.Clone()).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public async Task An_extension_that_opens_a_credential_is_checked_for_determinism_like_any_other()
    {
        using var credential = Password("correct horse");
        var report = await new ExtensionHarness(Extension()).GivenSource("s", "k", "{}").GivenCredential("mail", "decrypt", credential).CheckDeterminismAsync(TestContext.Current.CancellationToken);

        report.IsDeterministic.Should().BeTrue();
    }

    [Fact]
    public void A_name_that_no_vault_holds_is_refused()
    {
        using var credential = Password("a");

        FluentActions.Invoking(() => new ExtensionHarness(Extension()).GivenCredential("Mail", "decrypt", credential)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new ExtensionHarness(Extension()).GivenCredential("mail", "", credential)).Should().Throw<ArgumentException>();
    }

    private static Credential Password(string value) => new() { Kind = CredentialKind.Password, Endpoint = new CredentialEndpoint("imaps", "a", 1), UserName = "u", Value = Secret.FromText(value) };

    private static TestExtension Extension(CredentialUse[]? declared = null, Action<CredentialLease>? run = null) => new(
        new ExtensionDefinition { Id = "e", Version = 1, Inputs = ["s"], Outputs = ["d"], Credentials = declared ?? [Mail] },
        async (context, input, token) =>
        {
            using var lease = await context.OpenCredentialAsync("mail", "decrypt", token);
            run?.Invoke(lease);
            context.Emit("d", input.Key, Encoding.UTF8.GetBytes($$"""{"with":"{{lease.Credential.Value.RevealAsString()}}"}"""));
        });
}
