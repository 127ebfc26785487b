using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Raindrop.CouchDb;
using Raindrop.Credentials;
using Raindrop.Credentials.Remote;
using Raindrop.Derivation;
using Raindrop.Docs.Tests.Pages;
using Raindrop.Embedded;
using Raindrop.Gateway;
using Raindrop.Gateway.Accounts;
using Raindrop.Gateway.Grants;
using Raindrop.Gateway.Identity;
using Raindrop.Gateway.Sessions;
using Raindrop.Grants;
using Raindrop.Hosting;
using Raindrop.Keys.Providers;
using Raindrop.Pkcs11;
using Raindrop.Tenancy;

namespace Raindrop.Docs.Tests;

/// <summary>The tables of options and telemetry are complete, and their defaults are those of the code.</summary>
public sealed partial class OptionTests
{
    private static readonly Page Operating = Page.Open("docs/operating.md");

    [Theory]
    [InlineData("docs/operating.md", typeof(DerivationOptions))]
    [InlineData("docs/operating.md", typeof(DerivationHealthOptions))]
    [InlineData("docs/operating.md", typeof(RaindropOptions))]
    [InlineData("docs/operating.md", typeof(CouchDbOptions))]
    [InlineData("docs/operating.md", typeof(CouchDbTimeouts))]
    [InlineData("docs/operating.md", typeof(CouchDbRetries))]
    [InlineData("docs/operating.md", typeof(EmbeddedOptions))]
    [InlineData("docs/operating.md", typeof(CredentialVaultOptions))]
    [InlineData("docs/operating.md", typeof(CredentialVaultListenerOptions))]
    [InlineData("docs/operating.md", typeof(RemoteCredentialVaultOptions))]
    [InlineData("docs/credentials/key-providers.md", typeof(KeyProviderLimits))]
    [InlineData("docs/credentials/key-providers.md", typeof(Pkcs11Options))]
    [InlineData("docs/gateway/index.md", typeof(GatewayOptions))]
    [InlineData("docs/gateway/index.md", typeof(UpstreamTokenOptions))]
    [InlineData("docs/gateway/sessions.md", typeof(RaindropSessionOptions))]
    [InlineData("docs/gateway/sign-in.md", typeof(RaindropAccountOptions))]
    [InlineData("docs/gateway/grants.md", typeof(GrantIssuerOptions))]
    [InlineData("docs/gateway/grants.md", typeof(GrantVerificationOptions))]
    [InlineData("docs/gateway/grants.md", typeof(GrantEndpointOptions))]
    [InlineData("docs/gateway/grants.md", typeof(GrantQueueOptions))]
    [InlineData("docs/gateway/grants.md", typeof(GrantExecutorOptions))]
    public void Every_option_is_listed_with_its_default(string page, Type type)
    {
        var options = Activator.CreateInstance(type);
        var expected = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => (property.Name, Say(property.GetValue(options))));

        RowsOf(type.Name, Page.Open(page)).Should().Equal(expected);
    }

    [Fact]
    public void Every_metric_is_listed_and_no_other()
    {
        var named = MetricInSource().Matches(Repository.ReadSources("src")).Select(match => match.Groups[1].Value);
        var listed = Operating.Lines.SelectMany(line => MetricInTable().Matches(line)).Select(match => match.Groups[1].Value);

        listed.Should().BeEquivalentTo(named);
    }

    [Fact]
    public void Every_category_of_failure_is_listed()
    {
        var listed = Page.Open("docs/writing-an-extension.md").Lines.SelectMany(line => FirstCell().Matches(line)).Select(match => match.Groups[1].Value);

        listed.Should().Equal(Enum.GetNames<Raindrop.Extensions.DerivationFailure>());
    }

    [Fact]
    public void Every_option_of_tenants_is_listed_with_its_default() =>
        RowsOf(nameof(TenantDirectoryOptions), Page.Open("docs/tenants.md")).Should()
            .Equal(typeof(TenantDirectoryOptions).GetProperties().Select(property => (property.Name, Say(property.GetValue(new TenantDirectoryOptions())))));

    /// <summary>The names and defaults in the table below a heading.</summary>
    private static IEnumerable<(string Name, string Default)> RowsOf(string heading, Page page) => page.Lines
        .SkipWhile(line => line != $"### `{heading}`").Skip(1).TakeWhile(line => !line.StartsWith('#'))
        .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Select(cells => (cells[1].Trim('`'), cells[2].Trim('`')));

    private static string Say(object? value) => value switch
    {
        null or "" or System.Collections.ICollection { Count: 0 } => "none",
        string text => text,
        bool yes => yes ? "true" : "false",
        int number when number >= 1024 * 1024 && number % (1024 * 1024) == 0 => $"{number / (1024 * 1024)} MB",
        long number and >= 1024 * 1024 => $"{number / (1024 * 1024)} MB",
        int number => number.ToString("N0", CultureInfo.InvariantCulture),
        TimeSpan { TotalSeconds: < 1 } time => $"{time.TotalMilliseconds} ms",
        TimeSpan { TotalSeconds: 1 } => "1 second",
        TimeSpan { TotalMinutes: < 1 } time => $"{time.TotalSeconds} seconds",
        TimeSpan { TotalMinutes: 1 } => "1 minute",
        TimeSpan { TotalDays: 1 } => "1 day",
        TimeSpan { TotalDays: >= 1 } time => $"{time.TotalDays} days",
        TimeSpan { TotalHours: > 1, Minutes: 0 } time => $"{time.TotalHours} hours",
        TimeSpan time => $"{time.TotalMinutes} minutes",
        UnixFileMode mode => $"0{Convert.ToString((int)mode, 8)}",
        CouchDbAuthentication authentication when authentication == CouchDbAuthentication.None => "none",
        _ => "",
    };

    [GeneratedRegex("Meter\\.Create\\w+<\\w+>\\(\"([^\"]+)\"")]
    private static partial Regex MetricInSource();

    [GeneratedRegex(@"^\| `(raindrop\.[a-z_.]+)` \| (?:counter|histogram)")]
    private static partial Regex MetricInTable();

    [GeneratedRegex(@"^\| `([A-Z]\w+)` \|")]
    private static partial Regex FirstCell();
}
