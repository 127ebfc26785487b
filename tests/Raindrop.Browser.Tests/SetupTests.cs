using MailroomWeb.Commands;
using Raindrop.TestServers;

namespace Raindrop.Browser.Tests;

/// <summary>The command <c>setup</c>, on an Apache CouchDB as it is installed.</summary>
public sealed class SetupTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("raindrop-setup-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_host_refuses_a_CouchDB_that_is_not_set_up_and_setup_sets_it_up_once()
    {
        await using var couchDb = await RealServers.StartApacheCouchDbAsync();
        string[] server = ["--data", _folder, "--couchdb", couchDb.Endpoint.ToString()];

        var refused = await RunAsync([.. server, "--url", "https://localhost:0", "--custodian", "https://localhost:0"]);
        var first = await RunAsync(["setup", .. server]);
        var second = await RunAsync(["setup", .. server]);

        refused.ExitCode.Should().Be(1);
        refused.Output.Should().Contain("CouchDB does not enforce what the gateway relies on").And.EndWith("The command setup does that.\n");
        first.ExitCode.Should().Be(0);
        first.Output.Should().Contain("[jwt_keys] ec:mailroom-1, [jwt_auth] required_claims, [chttpd] authentication_handlers, [chttpd] require_valid_user").And.Contain("Restart CouchDB now");
        second.Should().Be((0, "CouchDB is set up: nothing was changed.\n"));
        using var stranger = new HttpClient { BaseAddress = couchDb.Address };
        using var told = await stranger.GetAsync(new Uri("_all_dbs", UriKind.Relative), Stop);
        told.StatusCode.Should().Be(System.Net.HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_account_that_is_no_administrator_is_told_so_and_secrets_are_kept_from_others()
    {
        await using var couchDb = await RealServers.StartApacheCouchDbAsync();
        var wrong = new UriBuilder(couchDb.Endpoint) { Password = "wrong" }.Uri;

        var refused = await RunAsync(["setup", "--data", _folder, "--couchdb", wrong.ToString()]);

        refused.Should().Be((1, "CouchDB does not take the account in --couchdb as an administrator: give the name and password of one from [admins].\n"));
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(Path.Combine(_folder, "custodian", "signing.pem")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<(int ExitCode, string Output)> RunAsync(string[] arguments)
    {
        using var output = new StringWriter();
        var exitCode = await MailroomWebCommand.Create(output).Parse(arguments).InvokeAsync(new System.CommandLine.InvocationConfiguration { Output = output, Error = output }, Stop);
        return (exitCode, output.ToString().ReplaceLineEndings("\n"));
    }
}
