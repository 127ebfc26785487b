using Raindrop.Credentials.Remote;
using Raindrop.Documents;
using Raindrop.Keys;
using Raindrop.Tenancy;

namespace Raindrop.Credentials.Tests.Remote;

public sealed class WireErrorTests
{
    private static readonly CredentialReference Asked = new(TenantId.New(), "mail.imap", "import");

    public static TheoryData<string> Names => [.. VaultExceptions.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_exception_comes_across_with_its_facts(string name)
    {
        var thrown = VaultExceptions.All[name](Asked);
        var arrived = WireErrors.ToException(WireErrors.Of(thrown, Asked), Asked);

        arrived.Should().BeOfType(thrown.GetType());
        arrived.Should().BeEquivalentTo(thrown, options => options.RespectingRuntimeTypes().Excluding(member => member.Name == nameof(Exception.StackTrace) || member.Name == nameof(Exception.TargetSite)));
    }

    [Fact]
    public void Every_exception_of_the_contracts_that_a_vault_may_throw_is_among_them()
    {
        var contracts = typeof(ICredentialVault).Assembly.GetExportedTypes()
            .Where(type => type.Namespace is "Raindrop.Credentials" or "Raindrop.Keys" or "Raindrop.Documents")
            .Where(type => type.IsSubclassOf(typeof(Exception)) && !type.IsAbstract && type != typeof(KeyBackupException)).ToList();

        VaultExceptions.All.Values.Select(make => make(Asked).GetType()).Distinct().Should().Contain(contracts).And.HaveCount(contracts.Count + 1, "and an argument's");
    }

    [Theory]
    [InlineData("Nothing", null)]
    [InlineData("TenantKeyException", "Nothing")]
    [InlineData("TenantKeyException", null)]
    [InlineData("KeyProviderException", "")]
    [InlineData("StoreFeatureMissingException", "?")]
    public void An_error_of_another_form_is_none(string type, string? reason) =>
        FluentActions.Invoking(() => WireErrors.ToException(new WireError { Type = type, Reason = reason }, Asked)).Should().Throw<InvalidDataException>();
}
