using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Raindrop.Credentials;
using Raindrop.Hosting;
using Raindrop.Keys;
using Raindrop.Keys.Providers;

namespace Raindrop.Pkcs11.Tests;

public sealed class RegistrationTests
{
    [Fact]
    public async Task A_host_wraps_with_its_token_within_limits()
    {
        var token = new TestToken();
        var id = await token.CreateKeyAsync();
        await using var services = Services(options =>
        {
            var given = token.Options();
            (options.Library, options.TokenLabel, options.PinFile) = (given.Library, given.TokenLabel, given.PinFile);
        });
        using var key = Secret.Random(32);

        services.GetRequiredService<IStartupValidator>().Validate();
        var provider = services.GetRequiredService<IKeyProvider>();

        provider.Should().BeOfType<BoundedKeyProvider>();
        (await provider.WrapAsync(key, new KeyContext("s", "k", "x"))).KeyEncryptionKeyId.Should().Be(id);
    }

    [Fact]
    public void A_host_whose_options_are_wrong_is_told_all_of_them_and_no_pin()
    {
        using var services = Services(options =>
        {
            (options.Library, options.TokenLabel, options.KeyLabel, options.CurrentKeyId, options.MaxSessions) = ("softhsm.so", "", "", "XYZ", 0);
            options.PinFile = "/somewhere";
            options.Pin = _ => ValueTask.FromResult(Secret.FromText("1234"));
        });

        FluentActions.Invoking(() => services.GetRequiredService<IStartupValidator>().Validate()).Should().Throw<OptionsValidationException>()
            .Which.Failures.Should().HaveCount(6).And.NotContain(failure => failure.Contains("1234", StringComparison.Ordinal));
    }

    [Fact]
    public void The_options_of_an_earlier_token_are_checked_too_and_are_its_own()
    {
        var token = new TestToken();
        var services = new ServiceCollection();
        new Builder(services).UsePkcs11(Copy).UseEarlierPkcs11(options => options.MaxSessions = 0).UseEarlierPkcs11(options =>
        {
            Copy(options);
            options.CurrentKeyId = "XYZ";
        });
        using var built = services.BuildServiceProvider();

        var failures = FluentActions.Invoking(() => built.GetRequiredService<IStartupValidator>().Validate()).Should().Throw<AggregateException>().Which.InnerExceptions.Cast<OptionsValidationException>();

        failures.Select(failure => failure.Failures.Count()).Should().BeEquivalentTo([4, 1], "the first earlier one has no library, no label, no PIN and no session, the second a wrong key, and the current one is right");

        void Copy(Pkcs11Options options)
        {
            var given = token.Options();
            (options.Library, options.TokenLabel, options.PinFile) = (given.Library, given.TokenLabel, given.PinFile);
        }
    }

    private static ServiceProvider Services(Action<Pkcs11Options> configure)
    {
        var services = new ServiceCollection();
        new Builder(services).UsePkcs11(configure);
        return services.BuildServiceProvider();
    }

    private sealed class Builder(IServiceCollection services) : ICredentialVaultBuilder
    {
        public IServiceCollection Services => services;
    }
}
