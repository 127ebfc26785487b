using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Raindrop.Gateway.Hosting;

namespace Raindrop.Gateway.Tests.Hosting;

/// <summary>The runtime whose Data Protection takes forged cookies (CVE-2026-40372) runs no gateway.</summary>
public sealed class DataProtectionTests
{
    [Theory]
    [InlineData("10.0.0", false)]
    [InlineData("10.0.0-rc.2.25502.107+89c8f6a112", false)]
    [InlineData("10.0.6+89c8f6a112", false)]
    [InlineData("10.0.7+89c8f6a112", true)]
    [InlineData("10.0.12", true)]
    [InlineData("9.0.4", true)]
    [InlineData("11.0.0-preview.1", true)]
    [InlineData("", true)]
    public void A_version_with_the_flaw_is_refused_by_name(string version, bool isFit)
    {
        var result = new DataProtectionCheck(version).Validate(null, new GatewayOptions());
        result.Succeeded.Should().Be(isFit);
        if (!isFit) result.FailureMessage.Should().Contain(version.Split('-', '+')[0]).And.Contain("10.0.7");
    }

    [Fact]
    public void A_gateway_looks_at_the_version_that_runs()
    {
        var services = new ServiceCollection().AddRaindropGateway(options => options.Upstream = new Uri("https://couch.example"));
        services.Should().ContainSingle(service => service.ServiceType == typeof(IValidateOptions<GatewayOptions>) && service.ImplementationType == typeof(DataProtectionCheck));
        new DataProtectionCheck().Validate(null, new GatewayOptions()).Succeeded.Should().BeTrue("these tests run on one that is mended");
    }
}
