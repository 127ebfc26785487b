using System.Reflection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace Raindrop.Gateway.Hosting;

/// <summary>
/// Lets no host start on a Data Protection that takes forged cookies (CVE-2026-40372, 10.0.0 to 10.0.6). It comes with the runtime that is installed, so no reference to a package can rule
/// it out; hosts sign users in with it, and keep what OpenID Connect carries through the browser.
/// </summary>
internal sealed class DataProtectionCheck(string version) : IValidateOptions<GatewayOptions>
{
    private static readonly Version Affected = new(10, 0, 0);
    private static readonly Version Mended = new(10, 0, 7);

    public DataProtectionCheck()
        : this(typeof(KeyManagementOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "")
    {
    }

    public ValidateOptionsResult Validate(string? name, GatewayOptions options) =>
        // A version with nothing to read is one that a host built for itself.
        Version.TryParse(version.Split('-', '+')[0], out var found) && found >= Affected && found < Mended
            ? ValidateOptionsResult.Fail($"ASP.NET Core's Data Protection {found} takes forged cookies (CVE-2026-40372): install the ASP.NET Core runtime {Mended} or later.")
            : ValidateOptionsResult.Success;
}
