using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Raindrop.Core.Tests.Derivation;
using Raindrop.Credentials;
using Raindrop.Extensions;
using Raindrop.Schemas;
using Raindrop.Tenancy;
using static Raindrop.Core.Tests.Extensions.TestRegistry;

namespace Raindrop.Core.Tests.Extensions;

public sealed class CredentialDeclarationTests
{
    private static readonly SchemaDefinition[] Schemas = [Source("s"), Derived("d")];

    [Fact]
    public void Credentials_with_names_that_a_vault_holds_are_taken() =>
        MistakesOf(Schemas, Declaring(new string('e', 54), new CredentialUse("mail", "decrypt"), new CredentialUse("mail", "verify"))).Should().BeEmpty();

    [Theory]
    [InlineData("Mail", "decrypt")]
    [InlineData("mail", "")]
    [InlineData(null, "decrypt")]
    public void A_name_that_no_vault_holds_is_a_mistake(string? name, string purpose) =>
        MistakesOf(Schemas, Declaring("e", new CredentialUse(name!, purpose))).Should().ContainSingle().Which.Should().Contain("'e'").And.Contain("start with a letter");

    [Fact]
    public void A_credential_that_is_declared_twice_is_a_mistake() =>
        MistakesOf(Schemas, Declaring("e", new CredentialUse("mail", "decrypt"), new CredentialUse("mail", "decrypt"))).Should().ContainSingle().Which.Should().Contain("twice");

    [Fact]
    public void An_id_that_the_audit_trail_cannot_hold_is_a_mistake() =>
        MistakesOf(Schemas, Declaring(new string('e', 55), new CredentialUse("mail", "decrypt"))).Should().ContainSingle().Which.Should().Contain("at most 54 characters");

    [Fact]
    public void Other_credentials_make_an_extension_outdated_in_whatever_order_they_are_declared()
    {
        var (first, second) = (new CredentialUse("mail", "decrypt"), new CredentialUse("mail", "verify"));
        string DigestOf(params CredentialUse[] uses) => ExtensionRegistry.Create(Schemas, [Declaring("e", uses)]).Find("e")!.SettingsDigest;

        new[] { DigestOf(), DigestOf(first), DigestOf(second), DigestOf(first, second), DigestOf(new CredentialUse("mailv", "erify")) }.Should().OnlyHaveUniqueItems();
        DigestOf(first, second).Should().Be(DigestOf(second, first));
    }

    [Fact]
    public async Task A_host_is_told_everything_that_an_extension_with_credentials_lacks()
    {
        using var host = HostWith(_ => { });
        var start = () => host.StartAsync(TestContext.Current.CancellationToken);

        (await start.Should().ThrowAsync<ExtensionRegistrationException>()).Which.Mistakes.Should().HaveCount(2).And.Contain(mistake => mistake.Contains("AddCredentialVault")).And.Contain(mistake => mistake.Contains("ITenantLookup"));
    }

    [Fact]
    public async Task A_host_with_a_vault_and_a_lookup_starts()
    {
        using var host = HostWith(services => services.AddSingleton<ICredentialVault>(new ScriptedVault()).AddSingleton<ITenantLookup>(new ScriptedVault()));
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);

        host.Services.GetRequiredService<IExtensionRegistry>().Extensions.Should().ContainSingle();
    }

    private static TestExtension Declaring(string id, params CredentialUse[] uses) =>
        new(new ExtensionDefinition { Id = id, Version = 1, Inputs = ["s"], Outputs = ["d"], Credentials = uses });

    private static IHost HostWith(Action<IServiceCollection> add)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        add(builder.Services);
        builder.Services.AddRaindrop(raindrop =>
        {
            raindrop.Configure(options => options.IdentifierKey = Convert.ToBase64String(new byte[32])).AddExtension(Declaring("e", new CredentialUse("mail", "decrypt")));
            foreach (var schema in Schemas) raindrop.AddSchema(schema);
        });
        return builder.Build();
    }
}
