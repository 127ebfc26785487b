using System.Net.Http.Json;
using Mailroom.Commands;
using Raindrop.Browser.Tests.Running;
using Raindrop.Tenancy;
using Spectre.Console;

namespace Raindrop.Browser.Tests;

/// <summary>The Mailroom program as a tenant of the host: no browser, the same gateway.</summary>
public sealed class MailroomGatewayTests(BrowserFixture browsers) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("raindrop-mailroom-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mailbox_is_imported_as_the_tenant_derived_from_by_the_host_and_read_through_the_gateway()
    {
        var (name, tenant) = await ArriveAsync();
        WriteMail("The lamp", "The boat");

        var first = await RunAsync(name, "--mailbox", Mails);
        await browsers.Site.WaitForAsync(tenant, "rd.inbox:all:mail.inbox", "\"messages\":2");
        var again = await RunAsync(name, "--mailbox", Mails);
        var inbox = await RunAsync(name, "inbox");

        first.ExitCode.Should().Be(0);
        first.Output.Should().EndWith("import: 2 messages read, 2 added, 0 known (eml)\nThe host behind the gateway derives from it by itself.\n");
        again.Output.Should().StartWith("import: 2 messages read, 0 added, 2 known");
        inbox.Output.Should().Contain("The lamp").And.Contain("The boat");
    }

    [Fact]
    public async Task The_session_of_the_program_ends_with_it()
    {
        var (name, _) = await ArriveAsync();
        WriteMail("The lamp");

        (await RunAsync(name, "--mailbox", Mails)).ExitCode.Should().Be(0);

        using var client = browsers.Site.CreateClient();
        var cookie = await EnterAsync(client, name);
        client.DefaultRequestHeaders.Add("Cookie", cookie);
        (await client.GetStringAsync(new Uri("/session/list", UriKind.Relative), Stop)).Should().NotContain("Mailroom");
    }

    [Fact]
    public async Task A_wrong_password_a_missing_name_and_what_is_for_hosts_are_said_in_one_line()
    {
        var (name, _) = await ArriveAsync();

        (await RunAsync("nobody-" + name, "inbox")).Should().Be((1, "The gateway refused the name or the password: correct --gateway-user, and try again.\n"));
        (await RunAsync(null, "inbox")).Should().Be((1, "--gateway needs --gateway-user: the name to sign in with.\n"));
        (await RunAsync(name, "--watch")).ExitCode.Should().Be(1);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Mails => Path.Combine(_folder, "mails");

    private void WriteMail(params string[] subjects)
    {
        Directory.CreateDirectory(Mails);
        foreach (var subject in subjects) File.WriteAllBytes(Path.Combine(Mails, $"{subject}.eml"), Letters.Write(subject));
    }

    private async Task<(int ExitCode, string Output)> RunAsync(string? user, params string[] arguments)
    {
        using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No, Interactive = InteractionSupport.No });
        console.Profile.Width = 200;
        string[] gateway = ["--gateway", browsers.Site.Address.ToString(), "--gateway-ca", browsers.Site.CertificateFile, "--data", Path.Combine(_folder, "data")];
        var command = MailroomCommand.Create(console, new GivenPassword(Visitor.Password)).Parse([.. arguments, .. gateway, .. user is null ? Array.Empty<string>() : ["--gateway-user", user]]);
        return (await command.InvokeAsync(new System.CommandLine.InvocationConfiguration { Output = output, Error = output }, Stop), output.ToString().ReplaceLineEndings("\n"));
    }

    private async Task<(string Name, string Tenant)> ArriveAsync()
    {
        var name = await browsers.Site.CreateAccountAsync();
        using var client = browsers.Site.CreateClient();
        client.DefaultRequestHeaders.Add("Cookie", await EnterAsync(client, name));
        var session = await client.GetFromJsonAsync<Shown>(new Uri("/session", UriKind.Relative), Stop);
        TenantId.TryParse(session!.Tenant, out _).Should().BeTrue();
        return (name, session.Tenant);
    }

    private static async Task<string> EnterAsync(HttpClient client, string name)
    {
        client.DefaultRequestHeaders.TryAddWithoutValidation("X-Raindrop-Client", "tests");
        using var response = await client.PostAsJsonAsync(new Uri("/account/sign-in", UriKind.Relative), new { name, password = Visitor.Password }, Stop);
        response.EnsureSuccessStatusCode();
        return response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    private sealed record Shown(string Name, string Tenant);
}
